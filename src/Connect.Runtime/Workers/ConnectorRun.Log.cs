using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Workers;

internal sealed partial class ConnectorRun
{
    private static partial class Log
    {
        [LoggerMessage(8121, LogLevel.Information, "Starting connector {Connector} of class {ClassName} with target state {Target}.",
            EventName = nameof(StartingConnector))]
        public static partial void StartingConnector(ILogger logger, string connector, string? className, TargetState target);

        [LoggerMessage(8122, LogLevel.Error, "Failed to create connector {Connector}.", EventName = nameof(ConnectorNotMade))]
        public static partial void ConnectorNotMade(ILogger logger, string connector, Exception exception);

        [LoggerMessage(8123, LogLevel.Information, "Starting task {Task}.", EventName = nameof(StartingTask))]
        public static partial void StartingTask(ILogger logger, ConnectorTaskId task);

        [LoggerMessage(8125, LogLevel.Error, "Connector {Connector} has stopped, but disposing it failed.",
            EventName = nameof(ConnectorNotReleased))]
        public static partial void ConnectorNotReleased(ILogger logger, string connector, Exception exception);

        [LoggerMessage(8126, LogLevel.Information, "A secret of connector {Connector} has another value: the connector and its tasks are restarted.",
            EventName = nameof(SecretsChanged))]
        public static partial void SecretsChanged(ILogger logger, string connector);

        [LoggerMessage(8127, LogLevel.Warning, "The secrets of connector {Connector} could not be read again; it goes on with those that it has.",
            EventName = nameof(SecretsNotRead))]
        public static partial void SecretsNotRead(ILogger logger, string connector, Exception exception);

        [LoggerMessage(8128, LogLevel.Debug, "The secrets of connector {Connector} are not looked after.", EventName = nameof(SecretsNotWatched))]
        public static partial void SecretsNotWatched(ILogger logger, string connector, Exception exception);
    }
}
