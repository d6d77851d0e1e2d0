package bench;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** A sink that only counts; the same as the one in C#. */
public final class CountingSink extends SinkConnector {
    static final ConfigDef CONFIG = new ConfigDef()
        .define("marks", ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "The folder of the marks.")
        .define("stamped", ConfigDef.Type.BOOLEAN, false, ConfigDef.Importance.HIGH, "Whether records carry their time.")
        .define("warm", ConfigDef.Type.LONG, ConfigDef.Importance.HIGH, "How many records come before those that count.")
        .define("count", ConfigDef.Type.LONG, ConfigDef.Importance.HIGH, "How many records there are.");

    private Map<String, String> properties;

    @Override
    public void start(Map<String, String> properties) {
        this.properties = properties;
    }

    @Override
    public Class<? extends Task> taskClass() {
        return CountingSinkTask.class;
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
