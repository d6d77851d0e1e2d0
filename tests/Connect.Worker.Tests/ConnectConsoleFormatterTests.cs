using Connect.Runtime.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Connect.WorkerProgram.Tests;

public class ConnectConsoleFormatterTests
{
    private static readonly Exception Known =
        Thrown(new ConnectException("Cannot read 'f': denied.", new IOException("denied", new IOException("cause"))));

    [Test]
    public void A_line_is_that_of_Kafkas_programs() =>
        Assert.That(Write(LogLevel.Warning, null), Is.EqualTo("[2000-01-01 00:00:00,000] WARN Task c-0 has failed. (Some.Category)\n"));

    [Test]
    public void What_the_engine_reports_is_one_line_with_each_cause_once() =>
        Assert.That(
            Write(LogLevel.Error, Known),
            Is.EqualTo("[2000-01-01 00:00:00,000] ERROR Task c-0 has failed. Cannot read 'f': denied. Caused by: cause (Some.Category)\n"));

    [Test]
    public void With_debug_lines_its_stack_follows() =>
        Assert.That(Write(LogLevel.Error, Known, LogLevel.Debug), Does.Contain("   at "));

    [Test]
    public void Any_other_exception_follows_whole() =>
        Assert.That(
            Write(LogLevel.Critical, Thrown(new InvalidOperationException("bug"))),
            Does.Contain("FATAL").And.Contain("InvalidOperationException: bug").And.Contain("   at "));

    [Test]
    public void What_a_reference_resolves_to_is_written_as_the_reference()
    {
        var secrets = new ResolvedSecrets();
        secrets.Add("hunter22", "${file:x:password}");
        var text = Write(LogLevel.Critical, Thrown(new InvalidOperationException("login of ann with hunter22 failed")), secrets: secrets);
        Assert.That(text, Does.Contain("login of ann with ${file:x:password} failed").And.Not.Contain("hunter22"));
    }

    private static string Write(LogLevel level, Exception? exception, LogLevel least = LogLevel.Information, ResolvedSecrets? secrets = null)
    {
        var time = new FakeTimeProvider();
        time.SetLocalTimeZone(TimeZoneInfo.Utc);
        using var text = new StringWriter { NewLine = "\n" };
        var formatter = new ConnectConsoleFormatter(
            time, new Filters(new LoggerFilterOptions { MinLevel = least }), secrets ?? new ResolvedSecrets());
        formatter.Write(new LogEntry<string>(level, "Some.Category", 1, "Task c-0 has failed.", exception, (state, _) => state), null, text);
        return text.ToString();
    }

    private static Exception Thrown(Exception exception)
    {
        try
        {
            throw exception;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private sealed class Filters(LoggerFilterOptions options) : IOptionsMonitor<LoggerFilterOptions>
    {
        public LoggerFilterOptions CurrentValue => options;

        public LoggerFilterOptions Get(string? name) => options;

        public IDisposable? OnChange(Action<LoggerFilterOptions, string?> listener) => null;
    }
}
