using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Configuration;

/// <summary>A logger whose entries hold references instead of what they were resolved to.</summary>
internal sealed class RedactingLogger(ILogger inner, ResolvedSecrets secrets) : ILogger
{
    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!inner.IsEnabled(logLevel))
            return;
        var text = formatter(state, exception);
        var redacted = secrets.Redact(text);
        var shown = exception is null ? null : Redact(exception);
        var values = state as IReadOnlyList<KeyValuePair<string, object?>> ?? [];
        if (ReferenceEquals(text, redacted) && ReferenceEquals(exception, shown)
            && values.All(entry => ReferenceEquals(Redact(entry.Value), entry.Value)))
            inner.Log(logLevel, eventId, state, exception, formatter);
        else
            inner.Log(logLevel, eventId,
                (KeyValuePair<string, object?>[])[.. values.Select(entry => KeyValuePair.Create(entry.Key, Redact(entry.Value)))], shown, (_, _) =>
                    redacted);
    }

    /// <summary>Numbers and the like hold no secret; of everything else the text is what a log shows.</summary>
    private object? Redact(object? value)
    {
        if (value is null or ValueType)
            return value;
        var text = value.ToString() ?? "";
        var redacted = secrets.Redact(text);
        return ReferenceEquals(text, redacted) ? value : redacted;
    }

    private Exception Redact(Exception exception)
    {
        var text = exception.ToString();
        var redacted = secrets.Redact(text);
        if (ReferenceEquals(text, redacted))
            return exception;
        var message = secrets.Redact(exception.Message);
        var inner = exception.InnerException is { } cause ? Redact(cause) : null;
        return exception is ConnectException
            ? new RedactedConnectException(message, inner, redacted) : new RedactedException(message, inner, redacted);
    }

    /// <summary>An exception of the engine's or of a plugin's, told without secrets.</summary>
    private sealed class RedactedConnectException(string message, Exception? inner, string text) : ConnectException(message, inner)
    {
        /// <inheritdoc/>
        public override string ToString() => text;
    }

    /// <summary>Any other exception, told without secrets.</summary>
    private sealed class RedactedException(string message, Exception? inner, string text) : Exception(message, inner)
    {
        /// <inheritdoc/>
        public override string ToString() => text;
    }
}
