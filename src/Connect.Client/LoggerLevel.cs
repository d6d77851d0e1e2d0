namespace Connect.Client;

/// <summary>The level of a logger.</summary>
/// <param name="Level">The minimum level: <c>TRACE</c>, <c>DEBUG</c>, <c>INFO</c>, <c>WARN</c>, <c>ERROR</c>, <c>FATAL</c> or <c>OFF</c>.</param>
/// <param name="LastModified">When it was set, in milliseconds since 1970 (UTC); null if never.</param>
public sealed record LoggerLevel(string Level, long? LastModified = null);
