using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Tests.Hosting;

/// <summary>Keeps the scopes' keys and values of each message.</summary>
internal sealed class ScopeRecorder : ILoggerProvider, ILogger, ISupportExternalScope
{
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    /// <summary>The keys and values by message.</summary>
    public ConcurrentDictionary<string, Dictionary<string, object?>> Seen { get; } = new(StringComparer.Ordinal);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => _scopes.Push(state);

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var found = new Dictionary<string, object?>(StringComparer.Ordinal);
        _scopes.ForEachScope((scope, all) =>
        {
            foreach (var (key, value) in scope as IEnumerable<KeyValuePair<string, object?>> ?? [])
                all[key] = value;
        }, found);
        Seen[formatter(state, exception)] = found;
    }

    public void Dispose()
    {
    }
}
