using Microsoft.Extensions.Logging;
using NUnit.Framework;

namespace Connect.Tests;

/// <summary>A logger that keeps what it is told, and shows it with the test's output.</summary>
public sealed class TestLogger(string category, TestLoggerFactory owner) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Debug;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;
        var entry = new TestLogEntry(category, logLevel, eventId, formatter(state, exception), exception);
        owner.Add(entry);
        TestContext.Out.WriteLine($"{logLevel} {category}: {entry.Message}{(exception is null ? "" : Environment.NewLine + exception)}");
    }
}
