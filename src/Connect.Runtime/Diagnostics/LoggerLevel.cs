namespace Connect.Runtime.Diagnostics;

/// <summary>The level of a logger.</summary>
/// <param name="Logger">The logger's name: a category of <c>ILogger</c>, or <c>root</c> for what has no level of its own.</param>
/// <param name="Level">The least level that it lets through, by log4j's name: <c>OFF</c>, <c>FATAL</c>, <c>ERROR</c>, <c>WARN</c>, <c>INFO</c>, <c>DEBUG</c>, <c>TRACE</c>, <c>ALL</c>.</param>
/// <param name="LastModified">When it was set through the API; null if it never was.</param>
internal sealed record LoggerLevel(string Logger, string Level, DateTimeOffset? LastModified);
