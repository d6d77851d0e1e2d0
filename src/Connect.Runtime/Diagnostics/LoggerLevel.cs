namespace Connect.Runtime.Diagnostics;

/// <summary>The level of a logger.</summary>
/// <param name="Logger">The logger's name: an <c>ILogger</c> category, or <c>root</c> for loggers without their own level.</param>
/// <param name="Level">The minimum level, by its log4j name: <c>OFF</c>, <c>FATAL</c>, <c>ERROR</c>, <c>WARN</c>, <c>INFO</c>, <c>DEBUG</c>,
/// <c>TRACE</c>, <c>ALL</c>.</param>
/// <param name="LastModified">When it was set through the API; null if never.</param>
internal sealed record LoggerLevel(string Logger, string Level, DateTimeOffset? LastModified);
