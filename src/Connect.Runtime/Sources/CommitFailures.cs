using System.Globalization;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

/// <summary>Reports that a task's offsets cannot be stored: in the log at once and then once a minute, and in the task's status for as long as it
/// lasts.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed partial class CommitFailures(ConnectorTaskId task, TaskTrouble trouble, TimeProvider time, ILogger<SourceOffsetCommitter> logger)
{
    private const string Consequence =
        "Records are still sent to Kafka and nothing is lost, but a restart reads records since the last stored offsets again. The commit is retried "
            + "automatically.";

    private static readonly TimeSpan LogInterval = TimeSpan.FromMinutes(1);

    private DateTimeOffset? _since;
    private long _logged;
    private int _failed;

    /// <summary>Records a failed commit.</summary>
    /// <param name="reason">Why, for users.</param>
    /// <param name="cause">The exception; null if there is none.</param>
    public void Add(string reason, Exception? cause)
    {
        _failed++;
        if (_since is null || time.GetElapsedTime(_logged) >= LogInterval)
        {
            _logged = time.GetTimestamp();
            Log.CommitFailed(logger, task, _failed, reason, cause);
        }

        _since ??= time.GetUtcNow();
        trouble.Show(string.Create(
            CultureInfo.InvariantCulture,
            $"The offsets of this task cannot be stored since {_since.Value.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}: {reason.TrimEnd('.')}. "
                + $"{Consequence}"));
    }

    /// <summary>Stops reporting: the task was abandoned.</summary>
    public void Close() => trouble.Close();

    /// <summary>Records that everything is stored.</summary>
    public void Clear()
    {
        if (_since is not { } since)
            return;
        Log.CommitsAgain(logger, task, (long)(time.GetUtcNow() - since).TotalSeconds);
        _since = null;
        _failed = 0;
        trouble.Show(null);
    }

    private static partial class Log
    {
        [LoggerMessage(3021, LogLevel.Error,
            "Task {Task}: offsets could not be stored ({Failed} attempts failed): {Reason} They are kept for the next attempt; after a crash before "
                + "that, records since the last stored offsets are read again.",
            EventName = nameof(CommitFailed))]
        public static partial void CommitFailed(ILogger logger, ConnectorTaskId task, int failed, string reason, Exception? exception);

        [LoggerMessage(3023, LogLevel.Information, "Task {Task}: offsets are stored again, after {Seconds} s.", EventName = nameof(CommitsAgain))]
        public static partial void CommitsAgain(ILogger logger, ConnectorTaskId task, long seconds);
    }
}
