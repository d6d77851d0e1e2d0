using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Herding;

internal sealed partial class KafkaConnect
{
    private static partial class Log
    {
        [LoggerMessage(8011, LogLevel.Warning, "The configuration of connector {Connector} has the key '{Key}', which nothing describes: it has no effect unless the connector reads it all the same.{Remedy}", EventName = nameof(UnknownKey))]
        public static partial void UnknownKey(ILogger logger, string connector, string key, string remedy);
    }
}
