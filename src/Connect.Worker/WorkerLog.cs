using Microsoft.Extensions.Logging;

namespace Connect.WorkerProgram;

/// <summary>What the worker program itself says.</summary>
internal static partial class WorkerLog
{
    [LoggerMessage(1101, LogLevel.Information, "REST API at {Address}", EventName = nameof(Listening))]
    public static partial void Listening(ILogger logger, string address);

    [LoggerMessage(1102, LogLevel.Information, "Created connector {Connector} from {File}", EventName = nameof(ConnectorCreated))]
    public static partial void ConnectorCreated(ILogger logger, string connector, string file);

    [LoggerMessage(1103, LogLevel.Critical, "A connector could not be created, so the worker stops: {Reason}", EventName = nameof(ConnectorNotCreated))]
    public static partial void ConnectorNotCreated(ILogger logger, string reason);

    [LoggerMessage(1104, LogLevel.Critical, "The worker could not be made.", EventName = nameof(NotMade))]
    public static partial void NotMade(ILogger logger, Exception exception);

    [LoggerMessage(1105, LogLevel.Critical, "The worker could not be started.", EventName = nameof(NotStarted))]
    public static partial void NotStarted(ILogger logger, Exception exception);
}
