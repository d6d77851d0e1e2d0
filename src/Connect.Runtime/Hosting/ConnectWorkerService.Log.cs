using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Hosting;

internal sealed partial class ConnectWorkerService
{
    private static partial class Log
    {
        [LoggerMessage(1001, LogLevel.Information, "Kafka Connect worker {WorkerId} started, with Kafka at {BootstrapServers}.", EventName = nameof(Started))]
        public static partial void Started(ILogger logger, string workerId, string bootstrapServers);

        [LoggerMessage(1002, LogLevel.Information, "Kafka Connect worker stopped.", EventName = nameof(Stopped))]
        public static partial void Stopped(ILogger logger);

        [LoggerMessage(1003, LogLevel.Warning, "The setting '{Key}' of the worker has no effect, or not all that it has in Kafka Connect: {Reason}", EventName = nameof(KeyWithoutEffect))]
        public static partial void KeyWithoutEffect(ILogger logger, string key, string reason);

        [LoggerMessage(1006, LogLevel.Error, "The worker stops without the last offsets of {Tasks}: {Reason}", EventName = nameof(OffsetsNotStored))]
        public static partial void OffsetsNotStored(ILogger logger, string tasks, string reason);

        [LoggerMessage(1005, LogLevel.Error, "The connector {Connector}, which the application declares, did not start. The application goes on without it; set RequireConnectors to end its start instead.", EventName = nameof(ConnectorNotStarted))]
        public static partial void ConnectorNotStarted(ILogger logger, string connector, Exception exception);
    }
}
