using Microsoft.Extensions.Logging;

namespace Connect.Tests;

/// <summary>One logged line.</summary>
public sealed record TestLogEntry(string Category, LogLevel Level, EventId Event, string Message, Exception? Exception);
