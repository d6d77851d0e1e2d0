using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Kafka.Connection;

internal sealed partial class ConnectionMonitor
{
    private static partial class Log
    {
        [LoggerMessage(EventId = 6001,
            Message = "Kafka client {ClientId} cannot reach its brokers at {Key}={Servers}: {Problem}. Records read so far are kept in memory and "
                + "sent when a broker is back. {Remedy}",
            EventName = nameof(BrokersDown))]
        public static partial void BrokersDown(
            ILogger logger, LogLevel level, string clientId, string key, string servers, string problem, string remedy);

        [LoggerMessage(EventId = 6002,
            Message = "Kafka client {ClientId} still cannot reach its brokers after {Seconds} s ({Errors} errors since the last message) at "
                + "{Servers}: {Problem}",
            EventName = nameof(BrokersStillDown))]
        public static partial void BrokersStillDown(
            ILogger logger, LogLevel level, string clientId, long seconds, int errors, string servers, string problem);

        [LoggerMessage(EventId = 6003, Message = "Kafka client {ClientId} reconnected after {Seconds} s",
            EventName = nameof(BrokersUp))]
        public static partial void BrokersUp(ILogger logger, LogLevel level, string clientId, long seconds);

        [LoggerMessage(6004, LogLevel.Warning, "Kafka client {ClientId}: {Reason}{Suppressed}",
            EventName = nameof(ClientError))]
        public static partial void ClientError(ILogger logger, string clientId, string reason, string suppressed);

        [LoggerMessage(6005, LogLevel.Debug, "Kafka client {ClientId} failed: {Reason}", EventName = nameof(ClientFatal))]
        public static partial void ClientFatal(ILogger logger, string clientId, string reason);

        [LoggerMessage(EventId = 6006,
            Message = "Kafka client {ClientId}: [{Facility}] {Text}{Suppressed}",
            EventName = nameof(ClientLine))]
        public static partial void ClientLine(ILogger logger, LogLevel level, string clientId, string facility, string text, string suppressed);
    }
}
