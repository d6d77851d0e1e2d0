using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Workers;

internal sealed partial class ConnectorRun
{
    private static partial class Log
    {
        [LoggerMessage(8121, LogLevel.Information, "Starting connector {Connector} of class {ClassName}, target state {Target}.", EventName = nameof(StartingConnector))]
        public static partial void StartingConnector(ILogger logger, string connector, string? className, TargetState target);

        [LoggerMessage(8122, LogLevel.Error, "Connector {Connector} could not be created.", EventName = nameof(ConnectorNotMade))]
        public static partial void ConnectorNotMade(ILogger logger, string connector, Exception exception);

        [LoggerMessage(8123, LogLevel.Information, "Starting task {Task}.", EventName = nameof(StartingTask))]
        public static partial void StartingTask(ILogger logger, ConnectorTaskId task);

        [LoggerMessage(8125, LogLevel.Error, "Connector {Connector} has stopped but failed to release what it held.", EventName = nameof(ConnectorNotReleased))]
        public static partial void ConnectorNotReleased(ILogger logger, string connector, Exception exception);
    }
}
