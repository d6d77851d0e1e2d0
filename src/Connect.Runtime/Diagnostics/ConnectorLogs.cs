using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Diagnostics;

/// <summary>Keeps the last log lines of each connector, those of its plugins included.</summary>
/// <remarks>A line belongs to a connector if its own values or its logging scope name it, as the engine's do. Values of config providers are removed.
/// Which lines there are is decided by the levels of the loggers, as for every other log. Memory is bounded: a connector keeps at most
/// <see cref="Capacity"/> lines and <see cref="MostCharacters"/> characters, and there are at most <see cref="MostConnectors"/> connectors. Another
/// one takes the place of the connector that has been quiet for the longest time. Thread-safe.</remarks>
/// <param name="time">The clock.</param>
/// <param name="redact">Removes secrets from a text.</param>
internal sealed class ConnectorLogs(TimeProvider time, Func<string, string> redact) : ILoggerProvider, ISupportExternalScope
{
    /// <summary>The maximum number of lines of a connector.</summary>
    public const int Capacity = 200;

    /// <summary>The maximum number of characters of a connector's lines. A message and its exception never have more.</summary>
    public const int MostCharacters = 64 * 1024;

    /// <summary>The maximum number of connectors.</summary>
    public const int MostConnectors = 1000;

    private const int LongestMessage = 4_000;
    private const int LongestException = 8_000;

    private readonly ConcurrentDictionary<string, Ring> _rings = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private IExternalScopeProvider? _scopes;

    /// <summary>The last lines of a connector, oldest first.</summary>
    /// <param name="connector">The connector.</param>
    /// <param name="worker">Lines of other workers in this process are left out.</param>
    /// <param name="count">The maximum number of lines.</param>
    public IReadOnlyList<ConnectorLogLine> Find(string connector, string worker, int count) =>
        _rings.TryGetValue(connector, out var ring)
            ? [.. ring.Copy().Where(line => line.Worker is null || line.Worker == worker).TakeLast(count)] : [];

    /// <inheritdoc/>
    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static string Shorten(string text, int longest) => text.Length <= longest ? text : string.Concat(text.AsSpan(0, longest), "…");

    private void Add(string category, LogLevel level, Origin origin, string message, Exception? exception)
    {
        var line = new ConnectorLogLine(
            time.GetUtcNow(), level, origin.Worker, origin.Task, category, Shorten(redact(message), LongestMessage),
            exception is null ? null : Shorten(redact(exception.ToString()), LongestException));
        if (_rings.TryGetValue(origin.Connector!, out var ring))
            ring.Add(line);
        else
            AddRing(origin.Connector!, line);
    }

    /// <summary>Names come from logged values, so a process that logs ever new ones must not fill the memory.</summary>
    private void AddRing(string connector, ConnectorLogLine line)
    {
        lock (_gate)
        {
            while (!_rings.ContainsKey(connector) && _rings.Count >= MostConnectors)
                _rings.TryRemove(_rings.MinBy(entry => entry.Value.LastTime).Key, out _);
            _rings.GetOrAdd(connector, _ => new Ring()).Add(line);
        }
    }

    private Origin OriginOf<TState>(TState state)
    {
        var origin = new Origin();
        origin.Read(state);
        _scopes?.ForEachScope(static (scope, origin) => origin.Read(scope), origin);
        return origin;
    }

    /// <summary>What an entry's values and scopes say about its origin.</summary>
    private sealed class Origin
    {
        public string? Connector { get; private set; }

        public int? Task { get; private set; }

        public string? Worker { get; private set; }

        public void Read(object? values)
        {
            if (values is not IReadOnlyList<KeyValuePair<string, object?>> entries)
                return;
            for (var i = 0; i < entries.Count; i++)
            {
                switch (entries[i])
                {
                    case { Key: "Task", Value: ConnectorTaskId id }:
                        (Connector, Task) = (id.Connector, id.Task);
                        break;
                    case { Key: "Task", Value: int task }:
                        Task ??= task;
                        break;
                    case { Key: "Connector", Value: string connector }:
                        Connector ??= connector;
                        break;
                    case { Key: "Worker", Value: string worker }:
                        Worker = worker;
                        break;
                }
            }
        }
    }

    private sealed class Ring
    {
        private readonly Lock _gate = new();
        private readonly Queue<ConnectorLogLine> _lines = new();
        private int _characters;
        private DateTimeOffset _lastTime;

        public DateTimeOffset LastTime
        {
            get
            {
                lock (_gate)
                    return _lastTime;
            }
        }

        public ConnectorLogLine[] Copy()
        {
            lock (_gate)
                return [.. _lines];
        }

        public void Add(ConnectorLogLine line)
        {
            lock (_gate)
            {
                _lastTime = line.Time;
                _lines.Enqueue(line);
                _characters += LengthOf(line);
                while (_lines.Count > Capacity || _characters > MostCharacters)
                    _characters -= LengthOf(_lines.Dequeue());
            }
        }

        private static int LengthOf(ConnectorLogLine line) => line.Message.Length + (line.Exception?.Length ?? 0);
    }

    private sealed class Logger(ConnectorLogs owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (owner.OriginOf(state) is { Connector: not null } origin)
                owner.Add(category, logLevel, origin, formatter(state, exception), exception);
        }
    }
}
