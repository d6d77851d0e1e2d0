using Connect.Integration.Tests.Worker;

namespace Connect.Integration.Tests.Soak;

/// <summary>The handles and threads of a worker at rest: its connectors run, and nothing happens to them.</summary>
/// <param name="Handles">Its open files and connections.</param>
/// <param name="Threads">Its threads.</param>
/// <param name="ThreadNames">Their names, for messages.</param>
internal sealed record RestingUse(int Handles, ThreadCount Threads, string ThreadNames)
{
    private const int Samples = 20;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a worker may take to return to its use at rest. Idle threads of the pools end after 20 s.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Connections that are just being made anew, and files that are read at this moment: 8.</summary>
    public int HandlesAllowed => Handles + 8;

    /// <summary>Room for the connection of a client to a broker that it has asked for the first time: 2.</summary>
    public int OthersAllowed => Threads.Others + 2;

    /// <summary>Room for what was busy when it was counted: 4.</summary>
    public int PoolsAllowed => Threads.Pools + 4;

    /// <summary>Measures a worker for ten seconds: the most that it has of each.</summary>
    public static async Task<RestingUse> MeasureAsync(WorkerProcess worker, CancellationToken cancellationToken)
    {
        var samples = new List<ProcessSample>();
        while (samples.Count < Samples)
        {
            await Task.Delay(Interval, TimeProvider.System, cancellationToken);
            samples.Add(worker.Sample());
        }

        return new RestingUse(
            samples.Max(sample => sample.Handles),
            new ThreadCount(samples.Max(sample => sample.Threads.Pools), samples.Max(sample => sample.Threads.Others)), worker.DescribeThreads());
    }

    /// <summary>Waits until a worker has returned to this use. If it has not done so in time, the result is what it uses then.</summary>
    public async Task<RestingUse> ReturnAsync(WorkerProcess worker, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var now = worker.Sample();
            var isBack = now.Handles <= HandlesAllowed && now.Threads.Others <= OthersAllowed && now.Threads.Pools <= PoolsAllowed;
            if (isBack || TimeProvider.System.GetElapsedTime(start) > Limit)
                return new RestingUse(now.Handles, now.Threads, worker.DescribeThreads());
            await Task.Delay(Interval, TimeProvider.System, cancellationToken);
        }
    }
}
