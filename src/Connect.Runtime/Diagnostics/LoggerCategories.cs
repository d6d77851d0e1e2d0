using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Runtime.Diagnostics;

/// <summary>Collects the names of the process's loggers, because a logger factory does not expose them. Writes nothing.</summary>
internal sealed class LoggerCategories : ILoggerProvider
{
    private readonly ConcurrentDictionary<string, bool> _categories = new(StringComparer.Ordinal);

    /// <summary>The names of all loggers created so far.</summary>
    public ICollection<string> All => _categories.Keys;

    /// <summary>Whether a logger has been created.</summary>
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
