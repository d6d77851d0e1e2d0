using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Kafka;

internal sealed partial class KafkaClients
{
    private static partial class Log
    {
        [LoggerMessage(6010, LogLevel.Warning, "Kafka client {ClientId}: configuration key {Key} {Reason}", EventName = nameof(KeyDiffers))]
        public static partial void KeyDiffers(ILogger logger, string clientId, string key, string reason);

        [LoggerMessage(6011, LogLevel.Information,
            "Embedded broker {Name} listens at {Servers}. Its records are kept in memory and lost when the process ends",
            EventName = nameof(EmbeddedStarted))]
        public static partial void EmbeddedStarted(ILogger logger, string name, string servers);
    }
}
