namespace Connect.Data;

public sealed partial class ConnectMap
{
    /// <summary>Sets the value of a text key whose hash is known: that of <see cref="ValueEqualityComparer.Java"/>.</summary>
    /// <param name="key">The key.</param>
    /// <param name="hash">Its hash.</param>
    /// <param name="value">The value.</param>
    internal void Set(string key, int hash, object? value)
    {
        if (Find(key, hash) is var index and >= 0)
            _entries[index].Value = value;
        else
            Append(key, value, hash);
    }

    private int Find(object? key) => Find(key, ValueEqualityComparer.Java.GetHashCode(key));

    private int Find(object? key, int hash)
    {
        if (_buckets is null)
        {
            for (var i = 0; i < _count; i++)
            {
                if (Matches(_entries[i], hash, key))
                    return i;
            }

            return -1;
        }

        var index = _buckets[(uint)hash % (uint)_buckets.Length] - 1;
        while (index >= 0 && !Matches(_entries[index], hash, key))
            index = _entries[index].Next;
        return index;
    }

    private static bool Matches(in Entry entry, int hash, object? key) => entry.Hash == hash && ValueEqualityComparer.Java.Equals(entry.Key, key);

    private void Append(object? key, object? value, int hash)
    {
        if (_count == _entries.Length)
            Array.Resize(ref _entries, Math.Max(4, _count * 2));
        _entries[_count++] = new Entry { Key = key, Value = value, Hash = hash, Next = -1 };
        if (_buckets is null ? _count > LinearSearchLimit : _count > _buckets.Length)
            Rehash();
        else if (_buckets is not null)
            Link(_count - 1);
    }

    private void Rehash()
    {
        _buckets = new int[Math.Max(_entries.Length, _count) | 1];
        for (var i = 0; i < _count; i++)
            Link(i);
    }

    private void Link(int index)
    {
        ref var bucket = ref _buckets![(uint)_entries[index].Hash % (uint)_buckets.Length];
        _entries[index].Next = bucket - 1;
        bucket = index + 1;
    }

    private struct Entry
    {
        public object? Key;
        public object? Value;
        public int Hash;
        public int Next;
    }
}
