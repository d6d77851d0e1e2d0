using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Diagnostics;

/// <summary>One line of a connector's log.</summary>
/// <param name="Time">When it was logged.</param>
/// <param name="Level">Its level.</param>
/// <param name="Worker">The worker; null if unknown.</param>
/// <param name="Task">The number of the task; null for the connector itself.</param>
/// <param name="Logger">The category of the logger.</param>
/// <param name="Message">The text, without secrets.</param>
/// <param name="Exception">The exception's text, without secrets; null for none.</param>
internal sealed record ConnectorLogLine(
    DateTimeOffset Time, LogLevel Level, string? Worker, int? Task, string Logger, string Message, string? Exception);
