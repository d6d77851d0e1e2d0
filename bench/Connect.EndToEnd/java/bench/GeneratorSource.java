package bench;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.SourceConnector;

/** A source that costs next to nothing; the same as the one in C#. */
public final class GeneratorSource extends SourceConnector {
    static final ConfigDef CONFIG = new ConfigDef()
        .define("topic", ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "The topic.")
        .define("kind", ConfigDef.Type.STRING, "bytes", ConfigDef.Importance.HIGH, "bytes, string or struct.")
        .define("size", ConfigDef.Type.INT, 100, ConfigDef.Importance.HIGH, "How many bytes a record has.")
        .define("batch", ConfigDef.Type.INT, 1000, ConfigDef.Importance.HIGH, "Records a poll.")
        .define("interval.ms", ConfigDef.Type.LONG, 0, ConfigDef.Importance.HIGH, "How long a poll waits.")
        .define("count", ConfigDef.Type.LONG, ConfigDef.Importance.HIGH, "How many records there are.");

    private Map<String, String> properties;

    @Override
    public void start(Map<String, String> properties) {
        this.properties = properties;
    }

    @Override
    public Class<? extends Task> taskClass() {
        return GeneratorSourceTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return List.of(properties);
    }

    @Override
    public void stop() {
    }

    @Override
    public ConfigDef config() {
        return CONFIG;
    }

    @Override
    public String version() {
        return "1";
    }
}
