namespace Connect.Runtime.Kafka.Producing;

/// <summary>The records in flight of one producer, by the number that the client uses for each.</summary>
/// <remarks>A pooled delivery keeps its number; other numbers are reused when their record has a result. One thread adds, the client's thread looks
/// up.</remarks>
internal sealed class DeliveryTable
{
    private const int FirstCapacity = 64;

    private readonly Lock _lock = new();
    private readonly Stack<int> _free = [];
    private Delivery?[] _deliveries = new Delivery?[FirstCapacity];
    private int _count;

    /// <summary>Finds a delivery.</summary>
    /// <param name="number">Its number.</param>
    public Delivery this[int number] => Volatile.Read(ref _deliveries)[number]!;

    /// <summary>Returns a delivery a number.</summary>
    /// <param name="delivery">The delivery.</param>
    public int Add(Delivery delivery)
    {
        lock (_lock)
        {
            if (!_free.TryPop(out var number))
            {
                number = _count++;
                if (number == _deliveries.Length)
                {
                    var larger = new Delivery?[number * 2];
                    _deliveries.CopyTo(larger, 0);
                    Volatile.Write(ref _deliveries, larger);
                }
            }

            _deliveries[number] = delivery;
            return number;
        }
    }

    /// <summary>Frees the number of a delivery that is not pooled.</summary>
    /// <param name="number">The number.</param>
    public void Remove(int number)
    {
        lock (_lock)
        {
            _deliveries[number] = null;
            _free.Push(number);
        }
    }

    /// <summary>All deliveries that have a number.</summary>
    public IReadOnlyList<Delivery> ToList()
    {
        lock (_lock)
            return [.. _deliveries.OfType<Delivery>()];
    }
}
