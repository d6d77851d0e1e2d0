using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Configuration;

/// <summary>The application's loggers, for the engine: what configuration providers resolved is in no entry, neither in its text nor in its values
/// nor in its exception.</summary>
/// <remarks>An entry without a secret passes as it is. What plugins write to loggers of their own is theirs.</remarks>
internal sealed class RedactingLoggerFactory(ILoggerFactory inner, ResolvedSecrets secrets) : ILoggerFactory
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new RedactingLogger(inner.CreateLogger(categoryName), secrets);

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    /// <summary>The loggers are the application's: nothing is disposed of.</summary>
    public void Dispose()
    {
    }
}
