using System.Globalization;
using Connect.Runtime.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Connect.WorkerProgram;

/// <summary>Writes a log entry as Kafka's programs do: <c>[2026-01-31 09:15:00,123] WARN What happened (Category)</c>.</summary>
/// <remarks>The messages of a <see cref="ConnectException"/>, which the engine and plugins throw, follow on the same line; its stack trace is in the
/// status, and in the log only at level debug. Every other exception is written completely, on the following lines. Values from configuration
/// providers are replaced by their references.</remarks>
internal sealed class ConnectConsoleFormatter(TimeProvider time, IOptionsMonitor<LoggerFilterOptions> filters, ResolvedSecrets secrets)
    : ConsoleFormatter(FormatterName)
{
    /// <summary>The formatter's name.</summary>
    public const string FormatterName = "connect";

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var isInWords = logEntry.Exception is ConnectException;
        if (isInWords)
            message = $"{message} {InWords(logEntry.Exception!)}";
        textWriter.WriteLine(
            $"[{time.GetLocalNow().ToString("yyyy-MM-dd HH:mm:ss,fff", CultureInfo.InvariantCulture)}] "
                + $"{NameOf(logEntry.LogLevel)} {secrets.Redact(message)} ({logEntry.Category})");
        if (logEntry.Exception is { } exception && (!isInWords || IsWanted(LogLevel.Debug)))
            textWriter.WriteLine(secrets.Redact(exception.ToString()));
    }

    /// <summary>The messages from the outermost exception to the cause. Omits repeated messages: an outer message often ends with the inner
    /// one.</summary>
    private static string InWords(Exception exception)
    {
        var text = exception.Message.TrimEnd();
        for (var cause = exception.InnerException; cause is not null; cause = cause.InnerException)
        {
            var message = cause.Message.Trim();
            if (message.Length > 0 && !text.Contains(message.TrimEnd('.', ':'), StringComparison.Ordinal))
                text += " Caused by: " + message;
        }

        return text;
    }

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "TRACE",
        LogLevel.Debug => "DEBUG",
        LogLevel.Information => "INFO",
        LogLevel.Warning => "WARN",
        LogLevel.Error => "ERROR",
        _ => "FATAL",
    };

    /// <summary>Whether a level is enabled for every category.</summary>
    private bool IsWanted(LogLevel level) =>
        filters.CurrentValue.MinLevel <= level
            || filters.CurrentValue.Rules.Any(rule => rule.ProviderName is null && rule.CategoryName is null && rule.LogLevel <= level);
}
