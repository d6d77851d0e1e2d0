using Connect.Runtime.Cluster;
using Connect.Runtime.Kafka.Membership;

namespace Connect.Runtime.Tests.Cluster.Simulation;

/// <summary>The coordination topic: what is written is what the real codec makes of it, and a transactional producer is fenced by the next.</summary>
internal sealed class SimulatedLog
{
    private readonly List<(byte[] Key, byte[]? Value)> _records = [];
    private readonly Dictionary<int, List<CoordinationState>> _states = [];
    private int _producer;

    public int End => _records.Count;

    public int NewestProducer => _producer;

    public int InitTransactions() => ++_producer;

    public void Append(WorkerIncarnation worker, WorkerRecord record, int protocol) =>
        _records.Add((CoordinationRecords.KeyOf(worker), CoordinationRecords.Write(record, protocol)));

    public bool TryCommit(int producer, LeaderDecision decision)
    {
        if (producer != _producer)
            return false;
        if (decision.Leader is { } leader)
            _records.Add((CoordinationRecords.LeaderKey, CoordinationRecords.Write(leader)));
        if (decision.Assignment is { } assignment)
            _records.Add((CoordinationRecords.AssignmentKey, CoordinationRecords.Write(assignment)));
        foreach (var worker in decision.Forget)
            _records.Add((CoordinationRecords.KeyOf(worker), null));
        return true;
    }

    /// <summary>What a worker that knows some versions of the records has read up to an offset.</summary>
    public CoordinationState StateAt(int offset, ProtocolRange known)
    {
        if (!_states.TryGetValue(known.Max, out var states))
            _states[known.Max] = states = [CoordinationState.Empty];
        while (states.Count <= offset)
        {
            var (key, value) = _records[states.Count - 1];
            states.Add(states[^1].Apply(key, value, states.Count - 1, known, out var problem));
            if (problem is not null)
                throw new InvalidOperationException(problem);
        }
        return states[offset];
    }
}
