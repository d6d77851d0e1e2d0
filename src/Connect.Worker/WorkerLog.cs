using Microsoft.Extensions.Logging;

namespace Connect.WorkerProgram;

/// <summary>The log messages of the worker program.</summary>
internal static partial class WorkerLog
{
    [LoggerMessage(1101, LogLevel.Information, "REST API at {Address}", EventName = nameof(Listening))]
    public static partial void Listening(ILogger logger, string address);

    [LoggerMessage(1102, LogLevel.Information, "Created connector {Connector} from {File}", EventName = nameof(ConnectorCreated))]
    public static partial void ConnectorCreated(ILogger logger, string connector, string file);

    [LoggerMessage(1103, LogLevel.Critical, "Connector '{Connector}' in {File} could not be created. The worker stops: {Reason}",
        EventName = nameof(ConnectorNotCreated))]
    public static partial void ConnectorNotCreated(ILogger logger, string connector, string file, string reason);

    [LoggerMessage(1104, LogLevel.Critical, "The worker cannot start with {File}. {Reason}", EventName = nameof(NotMade))]
    public static partial void NotMade(ILogger logger, string file, string reason);

    [LoggerMessage(1105, LogLevel.Critical, "The worker cannot start. {Reason}", EventName = nameof(NotStarted))]
    public static partial void NotStarted(ILogger logger, string reason);

    [LoggerMessage(1106, LogLevel.Critical,
        "The REST API cannot listen: {Reason} Choose another address or port in 'listeners', or stop the program that uses it.",
        EventName = nameof(NotListening))]
    public static partial void NotListening(ILogger logger, string reason);

    [LoggerMessage(1108, LogLevel.Warning, "The file {File} is not UTF-8. Reading it as ISO-8859-1, as Java does.",
        EventName = nameof(ReadAsLatin1))]
    public static partial void ReadAsLatin1(ILogger logger, string file);

    [LoggerMessage(1107, LogLevel.Critical, "The worker failed to start.", EventName = nameof(StartFailed))]
    public static partial void StartFailed(ILogger logger, Exception exception);

    [LoggerMessage(1109, LogLevel.Warning, "{Reason}", EventName = nameof(PluginFolder))]
    public static partial void PluginFolder(ILogger logger, string reason);

    [LoggerMessage(1110, LogLevel.Information, "Every connector has finished. The worker stops (exit.when.finished=true).",
        EventName = nameof(AllFinished))]
    public static partial void AllFinished(ILogger logger);

    [LoggerMessage(1111, LogLevel.Error,
        "The worker stops with exit code 7 (exit.when.finished=true): these connectors have failed, and all others have finished: {Connectors}",
        EventName = nameof(SomeFailed))]
    public static partial void SomeFailed(ILogger logger, string connectors);
}
