using Microsoft.Extensions.Logging;

namespace Connect.FileStreams;

/// <summary>A file that is read as it grows, followed through truncation and rotation.</summary>
/// <remarks>
/// <para>Each time the end is reached, the open file is held against the one that the path names now:</para>
/// <list type="number">
/// <item>The path names none: wait for one, the open file stays open.</item>
/// <item>The path's file is shorter than what was read, and it is the open file: it was truncated; reading starts again at its beginning.</item>
/// <item>The path's file has another length than the open one: the file was rotated. What is left of the old one is taken to its last byte, an
/// unterminated last line included, then the new one is read from its beginning.</item>
/// <item>The bytes just before the position are no longer what was read there: the file was truncated and written again.</item>
/// </list>
/// </remarks>
internal sealed partial class TailedFile(string path, long position, ILogger logger) : ILineSource
{
    private const int FirstBufferSize = 4 * 1024;
    private const int BufferSize = 128 * 1024;
    private const int ReadsBeforeTrim = 10;
    private const int TailSize = 32;

    private readonly LineBuffer _lines = new(FirstBufferSize, BufferSize);
    private readonly byte[] _tail = new byte[TailSize];
    private FileStream? _file;
    private int _tailLength;
    private long _read = position;
    private bool _saidMissing;
    private bool _atEnd;
    private int _emptyReads;
    private string? _rest;

    /// <inheritdoc/>
    public long? Position => _file is null ? _read : _lines.Consumed;

    /// <inheritdoc/>
    public bool TryTakeLine(out string line)
    {
        if (_rest is null)
            return _lines.TryTakeLine(out line);
        (line, _rest) = (_rest, null);
        return true;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ReadMoreAsync(CancellationToken cancellationToken)
    {
        if (_file is null && !TryOpen())
            return false;
        if (_atEnd && WasRewritten())
            StartAgain();
        else if (_atEnd && _file!.Length == _read)
            return FollowThePath(); // A read would need another thread to say that there is nothing.
        var space = _lines.GetSpace();
        var count = await _file!.ReadAsync(space, cancellationToken).ConfigureAwait(false);
        if (count > 0)
        {
            _lines.Advance(count);
            Remember(space.Span[..count]);
            _read += count;
            _atEnd = false;
            _emptyReads = 0;
            return true;
        }

        _atEnd = true;
        if (++_emptyReads == ReadsBeforeTrim)
            _lines.Trim();
        return FollowThePath();
    }

    /// <inheritdoc/>
    public bool TryEnd()
    {
        if (_file is null)
        {
            throw new ConnectException(
                $"The file '{path}' does not exist, so it cannot be read to its end (run.to.end). Create the file or correct 'file', then restart "
                    + "the task.");
        }

        if (_lines.TryTakeRest(out var rest))
            _rest = rest;
        return true;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _file?.DisposeAsync() ?? ValueTask.CompletedTask;

    private bool TryOpen()
    {
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            if (!_saidMissing)
                Log.FileMissing(logger, path);
            _saidMissing = true;
            return false;
        }

        try
        {
            _file = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (FileNotFoundException)
        {
            return false; // It went away between the look and the opening: wait for the next one.
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw new ConnectException(
                $"Cannot read the file '{path}': {exception.Message} Check that it is a file and that this process may read it.", exception);
        }

        _saidMissing = false;
        if (_read > _file.Length)
        {
            Log.PositionBeyondEnd(logger, path, _read, _file.Length);
            _read = 0;
        }

        _file.Position = _read;
        _lines.Reset(_read);
        _tailLength = 0;
        return true;
    }

    private bool FollowThePath()
    {
        var open = _file!.Length;
        var named = new FileInfo(path);
        if (!named.Exists)
            return false;
        var length = named.Length;
        if (length == open && open >= _read)
            return false;
        // Somebody may have written between the two looks; a file that grows is still the same file.
        if (length != open && length == _file.Length)
            return true;
        if (length == open)
        {
            StartAgain();
            return true;
        }

        if (_file.Length > _read)
            return true; // The old file has grown since: read it to its end before leaving it.
        Log.FileRotated(logger, path, _read);
        if (_lines.TryTakeRest(out var rest))
            _rest = rest;
        _file.Dispose();
        _file = null;
        _read = 0;
        return TryOpen() || _rest is not null;
    }

    private void StartAgain()
    {
        Log.FileTruncated(logger, path, _read, _file!.Length);
        _file.Position = 0;
        _read = 0;
        _tailLength = 0;
        _lines.Reset(0);
    }

    private void Remember(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= TailSize)
        {
            bytes[^TailSize..].CopyTo(_tail);
            _tailLength = TailSize;
            return;
        }

        var keep = Math.Min(_tailLength, TailSize - bytes.Length);
        _tail.AsSpan(_tailLength - keep, keep).CopyTo(_tail);
        bytes.CopyTo(_tail.AsSpan(keep));
        _tailLength = keep + bytes.Length;
    }

    private bool WasRewritten()
    {
        if (_tailLength == 0 || _file!.Length <= _read)
            return _file!.Length < _read;
        Span<byte> now = stackalloc byte[TailSize];
        now = now[..RandomAccess.Read(_file.SafeFileHandle, now[.._tailLength], _read - _tailLength)];
        return !now.SequenceEqual(_tail.AsSpan(0, _tailLength));
    }
}
