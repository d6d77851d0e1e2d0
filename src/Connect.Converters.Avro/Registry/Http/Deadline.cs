using System.Globalization;

namespace Connect.Converters.Avro.Registry.Http;

/// <summary>A caller's cancellation together with a time limit.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _either;

    public Deadline(TimeSpan limit, TimeProvider clock, CancellationToken caller)
    {
        _limit = limit;
        _caller = caller;
        _timer = new CancellationTokenSource(limit, clock);
        _either = CancellationTokenSource.CreateLinkedTokenSource(caller, _timer.Token);
    }

    public CancellationToken Token => _either.Token;

    /// <summary>Whether an exception means that the time ran out, and not that the caller gave up.</summary>
    public bool IsOver(Exception exception) => exception is OperationCanceledException && !_caller.IsCancellationRequested;

    /// <summary>What a failed call suffered from, in one line.</summary>
    public string Explain(Exception exception)
    {
        if (_timer.IsCancellationRequested && IsOver(exception))
            return string.Create(CultureInfo.InvariantCulture, $"no answer within {_limit.TotalMilliseconds} ms (http.read.timeout.ms)");

        return exception.InnerException is null ? exception.Message : $"{exception.Message} ({exception.InnerException.Message})";
    }

    public void Dispose()
    {
        _either.Dispose();
        _timer.Dispose();
    }
}
