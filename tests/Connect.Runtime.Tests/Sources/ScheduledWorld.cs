using System.Collections.Concurrent;
using System.Text;
using Connect.Connectors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Offsets;
using Connect.Runtime.Storage;

namespace Connect.Runtime.Tests.Sources;

/// <summary>What outlives the tasks of a random schedule: Kafka, the offset store, and what must never happen to them.</summary>
internal sealed class ScheduledWorld(int partitions, int recordsPerPartition, bool tolerates) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly HashSet<(int Partition, long N)> _settled = [];
    private readonly MemoryOffsetStore _offsets = new();
    private GenerationStore? _current;
    private TaskCompletionSource _mishapEnds = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StoreMishap _mishap;

    /// <summary>Whether records that Kafka refuses are left out.</summary>
    public bool Tolerates => tolerates;

    public int Partitions => partitions;

    public int RecordsPerPartition => recordsPerPartition;

    /// <summary>What was stored although it must not be.</summary>
    public ConcurrentQueue<string> Violations { get; } = new();

    /// <summary>What the next writes come to.</summary>
    public StoreMishap Mishap
    {
        set
        {
            lock (_gate)
                _mishap = value;
        }
    }

    public static SourcePartition PartitionOf(int partition) => new("p", partition);

    public static SourceRecord RecordOf(int partition, long n) =>
        new(PartitionOf(partition), new SourceOffset("n", n), "t", null, BitConverter.GetBytes((n * 1000) + partition));

    /// <summary>Whether the transform drops a record. It counts as settled then, as soon as everything before it is.</summary>
    public bool IsFiltered(ConnectRecord record)
    {
        var (partition, n) = Read((byte[])record.Value!);
        if ((n + partition) % 7 != 0)
            return false;
        Settle(partition, n);
        return true;
    }

    /// <summary>Notes that a record is in Kafka, or that its refusal is tolerated.</summary>
    public void Settle(ProducerRecord record)
    {
        var (partition, n) = Read([.. record.Value]);
        Settle(partition, n);
    }

    /// <summary>Ends hanging and failing writes.</summary>
    public void EndMishap()
    {
        lock (_gate)
        {
            _mishap = StoreMishap.None;
            _mishapEnds.TrySetResult();
            _mishapEnds = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>The store as the next task sees it.</summary>
    public IOffsetStore NewStore()
    {
        lock (_gate)
            return _current = new GenerationStore(this);
    }

    /// <summary>Notes that the task was given up: from now on it must store nothing.</summary>
    /// <returns>What is stored.</returns>
    public IReadOnlyDictionary<int, long> Close()
    {
        lock (_gate)
            _current!.IsClosed = true;
        return Stored();
    }

    /// <summary>The stored position of each partition: how many records a task would pass over.</summary>
    public IReadOnlyDictionary<int, long> Stored()
    {
        var offsets = new ConnectorOffsets(
            SourceTaskHarness.Id.Connector, _offsets, Microsoft.Extensions.Logging.Abstractions.NullLogger<ConnectorOffsets>.Instance);
        return offsets.ReadAllAsync(CancellationToken.None)
            .AsTask().Result.ToDictionary(entry => (int)(long)entry.Key["p"]!, entry => (long)entry.Value["n"]!);
    }

    /// <summary>The records that are neither in Kafka nor left out on purpose.</summary>
    public IReadOnlyList<(int Partition, long N)> Missing()
    {
        lock (_gate)
            return [.. Enumerable.Range(0, partitions).SelectMany(p => Enumerable.Range(1, recordsPerPartition).Select(n => (p, (long)n)))
                .Where(record => !_settled.Contains(record))];
    }

    public ValueTask DisposeAsync() => _offsets.DisposeAsync();

    private static (int Partition, long N) Read(byte[] value)
    {
        var number = BitConverter.ToInt64(value);
        return ((int)(number % 1000), number / 1000);
    }

    private void Settle(int partition, long n)
    {
        lock (_gate)
            _settled.Add((partition, n));
    }

    private void Check(IReadOnlyCollection<OffsetEntry> entries)
    {
        foreach (var entry in entries)
        {
            var partition = (int)(long)OffsetText.ReadKey(entry.Key)["p"]!;
            var stored = (long)OffsetText.ReadValue(entry.Value!)["n"]!;
            for (var n = 1L; n <= stored; n++)
            {
                if (!_settled.Contains((partition, n)))
                    Violations.Enqueue(
                        $"offset {stored} of partition {partition} is stored while record {n} is not settled: {Encoding.UTF8.GetString(entry.Key)}");
            }
        }
    }

    /// <summary>The store as one task sees it: writes take their turn as in the real ones.</summary>
    private sealed class GenerationStore(ScheduledWorld world) : IOffsetStore
    {
        private readonly SemaphoreSlim _turn = new(1, 1);

        public bool IsClosed { get; set; }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public ValueTask<IReadOnlyList<OffsetEntry>> ReadAsync(string connector, CancellationToken cancellationToken) =>
            world._offsets.ReadAsync(connector, cancellationToken);

        public async Task WriteAsync(IReadOnlyCollection<OffsetEntry> entries, CancellationToken cancellationToken)
        {
            await _turn.WaitAsync(cancellationToken);
            try
            {
                Task? waits = null;
                lock (world._gate)
                {
                    if (world._mishap == StoreMishap.Fails)
                        throw new ConnectException("disk full");
                    if (world._mishap == StoreMishap.Hangs)
                        waits = world._mishapEnds.Task;
                }

                if (waits is not null)
                    await waits;
                lock (world._gate)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (IsClosed)
                        world.Violations.Enqueue("a task that was given up stores offsets");
                    world.Check(entries);
                    world._offsets.WriteAsync(entries, CancellationToken.None).GetAwaiter().GetResult();
                }
            }
            finally
            {
                _turn.Release();
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
