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

        [LoggerMessage(1003, LogLevel.Warning, "The worker's configuration has the key '{Key}', which nothing reads.{Remedy}", EventName = nameof(UnknownKey))]
        public static partial void UnknownKey(ILogger logger, string key, string remedy);

        [LoggerMessage(1005, LogLevel.Warning, "The worker's setting '{Key}' has no effect: {Reason}.", EventName = nameof(IgnoredKey))]
        public static partial void IgnoredKey(ILogger logger, string key, string reason);
    }
}
