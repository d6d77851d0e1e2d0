using Connect.Connectors;
using Connect.Runtime.Kafka;

namespace Connect.Runtime.Tests.Sinks.Schedules;

/// <summary>One random life of a sink task: rebalances, pauses, failures and the end come at any point of its loop. The same seed gives the same
/// life.</summary>
internal sealed class SinkSchedule(int seed)
{
    private const int Steps = 50;

    private readonly Random _random = new(seed);
    private readonly SinkStage _stage = new();
    private bool _isEnding;

    private CommandedConsumer Consumer => _stage.Consumer;

    private CommandedTask Task => _stage.Task;

    /// <summary>Lives it, and says what broke a promise.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken)
    {
        // Who lets partitions go waits for the commit, and the loop would reach no point: then it ends at once.
        Consumer.NextCommit = () => _random.Next(10) switch { 0 => false, 1 when !_isEnding && !Consumer.IsInRevocation => null, _ => true };
        Task.OnPreCommit = PreCommit;
        for (var step = 0; step < Steps && Consumer.Violations.Count == 0; step++)
        {
            if (await _stage.NextAsync(cancellationToken) is not { } point)
                break;
            Act();
            if (point.IsPut)
                EndPut(point);
            else if (Chance(3))
                _stage.PassTime(point);
            else
                point.Pass();
        }

        await EndAsync(cancellationToken);
        return Consumer.Violations;
    }

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private void Act()
    {
        for (var actions = _random.Next(3); actions >= 0; actions--)
        {
            switch (_random.Next(26))
            {
                case < 9:
                    Poll();
                    break;
                case < 13:
                    Rebalance();
                    break;
                case < 15:
                    Task.IsPaused = true;
                    _stage.Worker.Pause();
                    break;
                case < 18:
                    Task.IsPaused = false;
                    _stage.Worker.Resume();
                    break;
                case 18:
                    Task.Context.RequestCommit();
                    break;
                case 19:
                    foreach (var partition in Consumer.Partitions.Where(partition => !partition.IsOurs))
                        partition.ReadByOthers(_random.Next(4));
                    break;
                case 20 when Consumer.HasPendingCommit:
                    EndPendingCommit();
                    break;
                case 21 when Chance(8):
                    Stop();
                    break;
                case 22 when Chance(8):
                    EndPendingCommit();
                    _isEnding = true;
                    _stage.GiveUp();
                    break;
                case 23 when Chance(8):
                    EndPendingCommit();
                    _isEnding = true;
                    Consumer.Queue.Fail(new KafkaClientException("the consumer has failed", KafkaErrorKind.Other));
                    break;
                default:
                    Consumer.Partitions[_random.Next(3)].End += _random.Next(6);
                    break;
            }
        }
    }

    /// <summary>One poll of the client. A rebalance may come between two records; a pause may not have reached the client.</summary>
    private void Poll()
    {
        for (var count = _random.Next(8); count > 0
            && Consumer is { IsStarted: true, IsInRevocation: false, IsAbandoned: false, Queue.IsFull: false }; count--)
        {
            var readable =
                Consumer.Partitions.Where(
                    partition => partition.IsOurs && partition.Position < partition.End
                        && (!Consumer.Queue.Held.Includes(partition.Id) || Chance(4))).ToArray();
            if (readable.Length > 0 && !Consumer.Read(readable[_random.Next(readable.Length)]))
                return;
            if (Chance(12))
                Rebalance();
        }

        if (!Consumer.IsInRevocation)
            Consumer.Queue.Flush();
    }

    private void Rebalance()
    {
        if (!Consumer.IsStarted || Consumer.IsAbandoned)
            return;
        if (Consumer.IsInRevocation)
        {
            if (Chance(3))
                Consumer.ExpireRevocation();
            return;
        }

        var chosen = Consumer.Partitions.Where(_ => Chance(2)).ToArray();
        var (ours, others) = (chosen.Where(partition => partition.IsOurs).ToArray(), chosen.Where(partition => !partition.IsOurs).ToArray());
        if (ours.Length == 0 || (others.Length > 0 && Chance(2)))
        {
            if (others.Length > 0)
                Consumer.Assign(others);
        }
        else if (Chance(3))
        {
            Consumer.Lose(ours);
        }
        else
        {
            EndPendingCommit();
            Consumer.BeginRevocation(ours);
        }
    }

    private void EndPut(LoopPoint point)
    {
        var open = Task.Open.ToArray();
        if (open.Length > 0 && Chance(5))
        {
            var partition = open[_random.Next(open.Length)];
            switch (_random.Next(3))
            {
                case 0:
                    Task.Pause(partition);
                    break;
                case 1:
                    Task.Resume(open);
                    break;
                default:
                    Task.Seek(partition, Math.Max(0, Task.NextOf(partition) + _random.Next(-4, 4)));
                    break;
            }
        }

        if (Chance(4))
        {
            if (Chance(2))
                Task.Context.RetryBackoff = TimeSpan.FromMilliseconds(_random.Next(3000));
            point.Fail(new RetriableConnectException("busy"));
        }
        else if (Chance(150))
        {
            EndPendingCommit();
            _isEnding = true;
            point.Fail(new InvalidOperationException("broken"));
        }
        else
        {
            point.Pass();
        }
    }

    private IReadOnlyDictionary<TopicPartition, long> PreCommit(IReadOnlyDictionary<TopicPartition, long> offsets)
    {
        if (Chance(8))
            throw new ConnectException("flush failed");
        return Chance(2) ? offsets : offsets.Where(_ => Chance(2)).ToDictionary();
    }

    private void EndPendingCommit()
    {
        if (!Consumer.HasPendingCommit)
            return;
        if (Chance(2))
            Consumer.CompleteCommit(commit => commit.SetResult());
        else
            Consumer.CompleteCommit(commit => commit.SetException(new KafkaClientException("coordinator away", KafkaErrorKind.Transient)));
    }

    private void Stop()
    {
        EndPendingCommit();
        _isEnding = true;
        _stage.Worker.Stop();
    }

    /// <summary>Nothing disturbs the task any more: what belongs to it has to arrive. Then it stops.</summary>
    private async Task EndAsync(CancellationToken cancellationToken)
    {
        Consumer.NextCommit = () => true;
        Task.OnPreCommit = offsets => offsets;
        for (var step = 0; Consumer.Violations.Count == 0; step++)
        {
            if (await _stage.NextAsync(cancellationToken) is not { } point)
            {
                if (!_isEnding)
                    Consumer.Violations.Add($"the task has ended: {_stage.Trace}");
                return;
            }

            EndPendingCommit();
            if (Task.IsPaused)
            {
                Task.IsPaused = false;
                _stage.Worker.Resume();
            }

            if (!_isEnding && !Consumer.IsInRevocation && HasAll())
                Stop();
            else if (step > 300)
                Consumer.Violations.Add(Describe());
            if (point.IsPut)
                Task.Resume([.. Task.Open]);
            while (ReadRest())
            {
            }

            _stage.PassTime(point);
        }
    }

    private bool ReadRest()
    {
        if (Consumer is { IsInRevocation: true } or { IsAbandoned: true } || Consumer.Queue.IsFull)
            return false;
        var next = Consumer.Partitions.FirstOrDefault(
            partition => partition.IsOurs && partition.Position < partition.End && !Consumer.Queue.Held.Includes(partition.Id));
        if (next is not null)
            Consumer.Read(next);
        Consumer.Queue.Flush();
        return next is not null;
    }

    private bool HasAll() =>
        Consumer.Partitions.Where(partition => partition.IsOurs)
            .All(partition => Task.Open.Contains(partition.Id) && Task.NextOf(partition.Id) >= partition.End);

    private string Describe() => "stands still: " + string.Join("; ", Consumer.Partitions.Where(partition => partition.IsOurs).Select(partition =>
        $"{partition.Id} read to {partition.Position}, put to {(Task.Open.Contains(partition.Id) ? Task.NextOf(partition.Id) : -1)} of {partition.End}, held back: {Consumer.Queue.Held.Includes(partition.Id)}"));
}
