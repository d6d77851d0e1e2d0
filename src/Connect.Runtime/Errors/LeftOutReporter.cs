using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Errors;

/// <summary>Logs how many records a task has skipped and why, if <c>errors.tolerance=all</c> is set without an error log and a dead letter
/// queue.</summary>
/// <remarks>The first record is logged at once, the others in one line per minute and at the task's end. Kafka Connect logs nothing.
/// Thread-safe.</remarks>
internal sealed partial class LeftOutReporter : IErrorReporter, IDisposable
{
    private const int ShownReasons = 3;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly ConnectorTaskId _task;
    private readonly TimeProvider _time;
    private readonly ILogger<LeftOutReporter> _logger;
    private readonly Lock _gate = new();
    private readonly Dictionary<(Stage Stage, string ClassName, Type? Error), (int Count, ErrorReport Last)> _reasons = [];
    private readonly ITimer _timer;
    private long _since;
    private bool _isWaiting;

    /// <summary>Creates the reporter of one task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The logger.</param>
    public LeftOutReporter(ConnectorTaskId task, TimeProvider time, ILogger<LeftOutReporter> logger)
    {
        _task = task;
        _time = time;
        _logger = logger;
        _timer = time.CreateTimer(static state => ((LeftOutReporter)state!).EndInterval(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public Task ReportAsync(ErrorReport report)
    {
        lock (_gate)
        {
            Count(report);
            if (!_isWaiting)
            {
                _since = _time.GetTimestamp();
                Write();
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>Logs what has not been logged yet.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _timer.Dispose();
            if (_reasons.Count > 0)
                Write();
        }
    }

    private void EndInterval()
    {
        lock (_gate)
        {
            _isWaiting = false;
            if (_reasons.Count > 0)
                Write();
        }
    }

    private void Count(ErrorReport report)
    {
        var kind = (report.Stage, report.ClassName, report.Error?.GetType());
        _reasons[kind] = (_reasons.GetValueOrDefault(kind).Count + 1, report);
    }

    /// <summary>Writes the log line and begins the next interval.</summary>
    private void Write()
    {
        var total = _reasons.Values.Sum(reason => reason.Count);
        var seconds = (long)Math.Ceiling(_time.GetElapsedTime(_since).TotalSeconds);
        var remedy = _reasons.Values.Any(reason => reason.Last.Consumed is not null)
            ? "Set errors.deadletterqueue.topic.name to keep such records, or errors.log.enable=true to log each of them."
            : "Set errors.log.enable=true to log each of them.";
        if (total == 1)
            Log.LeftOutOne(_logger, _task, Describe(_reasons.Values.First().Last), remedy);
        else
            Log.LeftOut(_logger, _task, total, seconds, Describe(), remedy);
        _reasons.Clear();
        _since = _time.GetTimestamp();
        _isWaiting = true;
        _timer.Change(Interval, Timeout.InfiniteTimeSpan);
    }

    private string Describe()
    {
        var most = _reasons.Values.OrderByDescending(reason => reason.Count).ToArray();
        var shown = most.Take(ShownReasons)
            .Select(reason => string.Create(CultureInfo.InvariantCulture, $"{reason.Count} × {Describe(reason.Last)}"));
        var rest = most.Skip(ShownReasons).Sum(reason => reason.Count);
        return string.Join("; ", shown) + (rest > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {rest} for other reasons") : "");
    }

    /// <summary>Stage, cause and place of the last record; contains none of its data.</summary>
    private static string Describe(ErrorReport report) =>
        $"{report.Stage.ToJavaName()} failed with '{report.Error?.Message.TrimEnd('.') ?? "no reason given"}' for {report.Place}";
}
