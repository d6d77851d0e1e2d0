namespace Connect.Connectors;

public sealed partial class ConnectHeaders
{
    /// <summary>Removes all headers with a key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>This list.</returns>
    public ConnectHeaders Remove(string key)
    {
        if (LastWithName(key) is not null)
            Keep(index => !HasKey(index, key));
        return this;
    }

    /// <summary>Removes all headers.</summary>
    /// <returns>This list.</returns>
    public ConnectHeaders Clear()
    {
        _items = [];
        _count = 0;
        _shared = false;
        return this;
    }

    /// <summary>Removes all headers with a key except the last.</summary>
    /// <param name="key">The key.</param>
    /// <returns>This list.</returns>
    public ConnectHeaders RetainLatest(string key)
    {
        var last = LastWithName(key);
        if (last is not null)
        {
            var lastIndex = Array.LastIndexOf(_items, last, _count - 1);
            Keep(index => index >= lastIndex || !HasKey(index, key));
        }

        return this;
    }

    /// <summary>Removes, for each key, all headers except the last.</summary>
    /// <returns>This list.</returns>
    public ConnectHeaders RetainLatest()
    {
        var latest = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < _count; i++)
            latest[_items[i].Key] = i;
        Keep(index => latest[_items[index].Key] == index);
        return this;
    }

    /// <summary>Replaces each header with the result of a function.</summary>
    /// <param name="transform">The function; null removes the header.</param>
    /// <returns>This list.</returns>
    public ConnectHeaders Apply(Func<ConnectHeader, ConnectHeader?> transform)
    {
        ArgumentNullException.ThrowIfNull(transform);
        var kept = new List<ConnectHeader>(_count);
        foreach (var header in this)
        {
            if (transform(header) is { } result)
                kept.Add(result);
        }

        Replace(kept);
        return this;
    }

    /// <summary>Replaces each header with a given key with the result of a function.</summary>
    /// <param name="key">The key.</param>
    /// <param name="transform">The function; null removes the header.</param>
    /// <returns>This list.</returns>
    public ConnectHeaders Apply(string key, Func<ConnectHeader, ConnectHeader?> transform)
    {
        ArgumentNullException.ThrowIfNull(transform);
        return LastWithName(key) is null
            ? this
            : Apply(header => string.Equals(header.Key, key, StringComparison.Ordinal) ? transform(header) : header);
    }

    private void Keep(Func<int, bool> condition)
    {
        var kept = new List<ConnectHeader>(_count);
        for (var i = 0; i < _count; i++)
        {
            if (condition(i))
                kept.Add(_items[i]);
        }

        Replace(kept);
    }

    private void Replace(List<ConnectHeader> headers)
    {
        _items = [.. headers];
        _count = _items.Length;
        _shared = false;
    }
}
