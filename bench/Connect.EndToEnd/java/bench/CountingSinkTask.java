package bench;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

public final class CountingSinkTask extends SinkTask {
    private Marks marks;
    private boolean stamped;

    @Override
    public void start(Map<String, String> properties) {
        AbstractConfig config = new AbstractConfig(CountingSink.CONFIG, properties);
        stamped = config.getBoolean("stamped");
        marks = new Marks(config.getString("marks"), config.getLong("warm"), config.getLong("count"));
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        if (stamped)
            for (SinkRecord record : records)
                marks.take(ByteBuffer.wrap((byte[]) record.value()).getLong());
        marks.add(records.size());
    }

    @Override
    public void stop() {
    }

    @Override
    public String version() {
        return "1";
    }
}
