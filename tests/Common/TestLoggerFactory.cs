using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Connect.Tests;

/// <summary>Makes <see cref="TestLogger"/>s and keeps what all of them are told.</summary>
public sealed class TestLoggerFactory : ILoggerFactory
{
    private readonly ConcurrentQueue<TestLogEntry> _entries = new();

    /// <summary>What was logged so far, oldest first.</summary>
    public IReadOnlyList<TestLogEntry> Entries => [.. _entries];

    public ILogger CreateLogger(string categoryName) => new TestLogger(categoryName, this);

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    internal void Add(TestLogEntry entry) => _entries.Enqueue(entry);
}
