using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Hosting;

internal sealed partial class ConnectWorkerService
{
    private static partial class Log
    {
        [LoggerMessage(1001, LogLevel.Information, "Kafka Connect worker {WorkerId} started; Kafka: {BootstrapServers}.",
            EventName = nameof(Started))]
        public static partial void Started(ILogger logger, string workerId, string bootstrapServers);

        [LoggerMessage(1002, LogLevel.Information, "Kafka Connect worker stopped.", EventName = nameof(Stopped))]
        public static partial void Stopped(ILogger logger);

        [LoggerMessage(1003, LogLevel.Warning, "The worker setting '{Key}' has no effect, or less than in Kafka Connect: {Reason}",
            EventName = nameof(KeyWithoutEffect))]
        public static partial void KeyWithoutEffect(ILogger logger, string key, string reason);

        [LoggerMessage(1006, LogLevel.Error, "The worker stops without the last offsets of {Tasks}: {Reason}", EventName = nameof(OffsetsNotStored))]
        public static partial void OffsetsNotStored(ILogger logger, string tasks, string reason);

        [LoggerMessage(
            1007,
            LogLevel.Warning,
            "The validation of connector {Connector}, which the application declares, has not returned for {Timeout}. The application starts "
                + "without it; the connector starts when the validation returns. Check the system it connects to.",
            EventName = nameof(ValidationHangs))]
        public static partial void ValidationHangs(ILogger logger, string connector, TimeSpan timeout);

        [LoggerMessage(1005, LogLevel.Error,
            "The connector {Connector}, which the application declares, did not start. The application continues without it; set RequireConnectors "
                + "to fail the application's start instead.",
            EventName = nameof(ConnectorNotStarted))]
        public static partial void ConnectorNotStarted(ILogger logger, string connector, Exception exception);

        [LoggerMessage(1008, LogLevel.Warning,
            "The worker is advertised at {Url}: workers on other machines cannot reach it. Let the web server listen on the network, or set "
                + "rest.advertised.host.name.",
            EventName = nameof(OnlyThisMachine))]
        public static partial void OnlyThisMachine(ILogger logger, string url);
    }
}
