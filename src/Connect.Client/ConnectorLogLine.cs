using System.Text.Json.Serialization;

namespace Connect.Client;

/// <summary>One log line of a connector.</summary>
/// <param name="Timestamp">When it was logged, in UTC.</param>
/// <param name="Level"><c>TRACE</c>, <c>DEBUG</c>, <c>INFO</c>, <c>WARN</c>, <c>ERROR</c> or <c>FATAL</c>.</param>
/// <param name="Logger">The logger's name.</param>
/// <param name="Message">The text; values of config providers are replaced by their references.</param>
/// <param name="Task">The task's number, from 0; null for the connector itself.</param>
/// <param name="Exception">The exception with its stack trace; null for none.</param>
public sealed record ConnectorLogLine(
    DateTimeOffset Timestamp,
    string Level,
    string Logger,
    string Message,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Task = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Exception = null);
