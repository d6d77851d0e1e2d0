package bench;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

public final class CountingSinkTask extends SinkTask {
    private Marks marks;

    @Override
    public void start(Map<String, String> properties) {
        AbstractConfig config = new AbstractConfig(CountingSink.CONFIG, properties);
        marks = new Marks(config.getString("marks"), config.getLong("warm"), config.getLong("count"));
    }

    @Override
    public void put(Collection<SinkRecord> records) {
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
