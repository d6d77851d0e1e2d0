package bench;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

public final class GeneratorSourceTask extends SourceTask {
    private static final Map<String, String> HERE = Map.of("bench", "here");
    private static final Schema SCHEMA = SchemaBuilder.struct().name("bench.Order")
        .field("id", Schema.INT64_SCHEMA)
        .field("customer", Schema.STRING_SCHEMA)
        .field("quantity", Schema.INT32_SCHEMA)
        .field("price", Schema.FLOAT64_SCHEMA)
        .field("currency", Schema.STRING_SCHEMA)
        .field("paid", Schema.BOOLEAN_SCHEMA)
        .field("note", Schema.OPTIONAL_STRING_SCHEMA)
        .field("weight", Schema.FLOAT32_SCHEMA)
        .field("shelf", Schema.INT16_SCHEMA)
        .field("created", Schema.INT64_SCHEMA)
        .field("card", Schema.STRING_SCHEMA)
        .build();

    private String topic;
    private String kind;
    private byte[] bytes;
    private String text;
    private int batch;
    private long interval;
    private long count;
    private long next;

    @Override
    public void start(Map<String, String> properties) {
        AbstractConfig config = new AbstractConfig(GeneratorSource.CONFIG, properties);
        topic = config.getString("topic");
        kind = config.getString("kind");
        bytes = new byte[config.getInt("size")];
        text = "x".repeat(config.getInt("size"));
        batch = config.getInt("batch");
        interval = config.getLong("interval.ms");
        count = config.getLong("count");
    }

    @Override
    public List<SourceRecord> poll() throws InterruptedException {
        int size = (int) Math.min(batch, count - next);
        if (size == 0) {
            Thread.sleep(100);
            return null;
        }
        if (interval > 0)
            Thread.sleep(interval);
        List<SourceRecord> records = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            Map<String, Long> offset = Map.of("n", next++);
            switch (kind) {
                case "stamp" -> records.add(new SourceRecord(HERE, offset, topic, null,
                    ByteBuffer.allocate(bytes.length).putLong(Marks.now()).array()));
                case "bytes" -> records.add(new SourceRecord(HERE, offset, topic, null, bytes));
                case "string" -> records.add(new SourceRecord(HERE, offset, topic, Schema.STRING_SCHEMA, text));
                default -> records.add(new SourceRecord(HERE, offset, topic, SCHEMA, order()));
            }
        }
        return records;
    }

    private Struct order() {
        return new Struct(SCHEMA)
            .put("id", 4711000815L + next)
            .put("customer", "Ada Lovelace and Company")
            .put("quantity", 12)
            .put("price", 249.95)
            .put("currency", "EUR")
            .put("paid", true)
            .put("note", "leave it at the back door")
            .put("weight", 1.5f)
            .put("shelf", (short) 301)
            .put("created", 1_700_000_000_123L)
            .put("card", "4111111111111111");
    }

    @Override
    public void stop() {
    }

    @Override
    public String version() {
        return "1";
    }
}
