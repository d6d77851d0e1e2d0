using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Herding;

internal sealed partial class KafkaConnect
{
    private static partial class Log
    {
        [LoggerMessage(8011, LogLevel.Warning,
            "The configuration of connector {Connector} has the unknown key '{Key}'. It has no effect unless the connector reads undeclared "
                + "keys.{Remedy}",
            EventName = nameof(UnknownKey))]
        public static partial void UnknownKey(ILogger logger, string connector, string key, string remedy);
    }
}
