using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Runtime.Diagnostics;

/// <summary>Remembers the names of the process's loggers, which a logger factory does not tell. Writes nothing.</summary>
internal sealed class LoggerCategories : ILoggerProvider
{
    private readonly ConcurrentDictionary<string, bool> _categories = new(StringComparer.Ordinal);

    /// <summary>The names of all loggers that have been made.</summary>
    public ICollection<string> All => _categories.Keys;

    /// <summary>Whether a logger has been made.</summary>
    public bool Contains(string category) => _categories.ContainsKey(category);

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName)
    {
        _categories[categoryName] = true;
        return NullLogger.Instance;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
