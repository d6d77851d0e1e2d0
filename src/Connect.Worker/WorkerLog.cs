using Microsoft.Extensions.Logging;

namespace Connect.WorkerProgram;

/// <summary>What the worker program itself says.</summary>
internal static partial class WorkerLog
{
    [LoggerMessage(1101, LogLevel.Information, "REST API at {Address}", EventName = nameof(Listening))]
    public static partial void Listening(ILogger logger, string address);

    [LoggerMessage(1102, LogLevel.Information, "Created connector {Connector} from {File}", EventName = nameof(ConnectorCreated))]
    public static partial void ConnectorCreated(ILogger logger, string connector, string file);

    [LoggerMessage(1103, LogLevel.Critical, "Connector '{Connector}' of {File} could not be created, so the worker stops: {Reason}", EventName = nameof(ConnectorNotCreated))]
    public static partial void ConnectorNotCreated(ILogger logger, string connector, string file, string reason);

    [LoggerMessage(1104, LogLevel.Critical, "The worker cannot be started from {File}. {Reason}", EventName = nameof(NotMade))]
    public static partial void NotMade(ILogger logger, string file, string reason);

    [LoggerMessage(1105, LogLevel.Critical, "The worker cannot be started. {Reason}", EventName = nameof(NotStarted))]
    public static partial void NotStarted(ILogger logger, string reason);

    [LoggerMessage(1106, LogLevel.Critical, "The REST API cannot listen: {Reason} Choose another address or port in 'listeners', or end the program that has it.", EventName = nameof(NotListening))]
    public static partial void NotListening(ILogger logger, string reason);

    [LoggerMessage(1108, LogLevel.Warning, "The file {File} is not UTF-8. It is read as ISO-8859-1, as Java reads properties.", EventName = nameof(ReadAsLatin1))]
    public static partial void ReadAsLatin1(ILogger logger, string file);

    [LoggerMessage(1107, LogLevel.Critical, "The worker could not be started.", EventName = nameof(StartFailed))]
    public static partial void StartFailed(ILogger logger, Exception exception);

    [LoggerMessage(1108, LogLevel.Warning, "{Reason}", EventName = nameof(PluginFolder))]
    public static partial void PluginFolder(ILogger logger, string reason);
}
