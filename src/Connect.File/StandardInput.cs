namespace Connect.FileStreams;

/// <summary>Lines from standard input. They have no position: what was read before a restart does not come again.</summary>
internal sealed class StandardInput(Stream stream) : ILineSource
{
    private readonly LineBuffer _lines = new(16 * 1024);
    private readonly byte[] _bytes = new byte[16 * 1024];
    private Task<int>? _reading;
    private string? _rest;
    private bool _ended;

    /// <inheritdoc/>
    public long? Position => null;

    /// <inheritdoc/>
    public bool TryTakeLine(out string line)
    {
        if (_lines.TryTakeLine(out line))
            return true;
        if (_rest is null)
            return false;
        (line, _rest) = (_rest, null);
        return true;
    }

    /// <inheritdoc/>
    /// <remarks>A read from a terminal cannot be cancelled: it is left under way, and the next call takes its result.</remarks>
    public async ValueTask<bool> ReadMoreAsync(CancellationToken cancellationToken)
    {
        if (_ended)
            return false;
        _reading ??= Task.Run(() => stream.Read(_bytes), CancellationToken.None);
        if (!_reading.IsCompleted)
            return false;
        var count = await _reading.ConfigureAwait(false);
        _reading = null;
        if (count > 0)
        {
            for (var copied = 0; copied < count;)
            {
                var space = _lines.GetSpace().Span;
                var length = Math.Min(space.Length, count - copied);
                _bytes.AsSpan(copied, length).CopyTo(space);
                _lines.Advance(length);
                copied += length;
            }

            return true;
        }

        _ended = true;
        if (_lines.TryTakeRest(out var rest))
            _rest = rest;
        return _rest is not null;
    }

    /// <inheritdoc/>
    public bool TryEnd() => _ended;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
