using System.Globalization;
using Connect.Runtime.Tasks;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Sources;

/// <summary>Says that the offsets of a task cannot be stored: once in the log, then once a minute, and all the while in the task's status.</summary>
/// <remarks>One flow at a time calls it.</remarks>
internal sealed partial class CommitFailures(ConnectorTaskId task, TaskTrouble trouble, TimeProvider time, ILogger<SourceOffsetCommitter> logger)
{
    private const string Consequence =
        "Records go on to Kafka, nothing is lost; a restart reads those since the last stored offsets again. The next attempt is made by itself.";

    private static readonly TimeSpan LogInterval = TimeSpan.FromMinutes(1);

    private DateTimeOffset? _since;
    private long _logged;
    private int _failed;

    /// <summary>Notes a commit that failed.</summary>
    /// <param name="reason">Why, for people.</param>
    /// <param name="cause">The exception; null when there is none.</param>
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
            $"The offsets of this task cannot be stored since {_since.Value.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}: {reason.TrimEnd('.')}. {Consequence}"));
    }

    /// <summary>Shows nothing any more: the task was given up.</summary>
    public void Close() => trouble.Close();

    /// <summary>Notes that everything is stored.</summary>
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
        [LoggerMessage(3021, LogLevel.Error, "Task {Task}: the offsets could not be stored ({Failed} attempts failed): {Reason} They are kept for the next attempt; a crash before it reads the records since the last stored offsets again.", EventName = nameof(CommitFailed))]
        public static partial void CommitFailed(ILogger logger, ConnectorTaskId task, int failed, string reason, Exception? exception);

        [LoggerMessage(3023, LogLevel.Information, "Task {Task}: the offsets are stored again, after {Seconds} s.", EventName = nameof(CommitsAgain))]
        public static partial void CommitsAgain(ILogger logger, ConnectorTaskId task, long seconds);
    }
}
