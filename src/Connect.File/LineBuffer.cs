using System.Text;

namespace Connect.FileStreams;

/// <summary>Cuts bytes into lines. It knows how many bytes each line took, so that a position in the file is exact for every text.</summary>
/// <remarks>A line ends with <c>\n</c>, <c>\r</c> or <c>\r\n</c>. The bytes 0x0A and 0x0D occur in no multi-byte UTF-8 sequence, so lines are cut
/// before they are decoded. The buffer starts small, grows while reads fill it, and takes a line of any length that an array can have.</remarks>
/// <param name="capacity">The first size, in bytes.</param>
/// <param name="preferred">Up to which size the buffer grows because reads fill it, in bytes; beyond it only a long line makes it grow.</param>
internal sealed class LineBuffer(int capacity, int preferred = 0)
{
    private byte[] _buffer = new byte[capacity];
    private int _start;
    private int _scanned;
    private int _end;

    /// <summary>How many bytes have been handed out in lines, terminators included.</summary>
    public long Consumed { get; private set; }

    /// <summary>How many bytes are waiting for the end of their line.</summary>
    public int Pending => _end - _start;

    /// <summary>Room for the next read; never empty. Call <see cref="Advance"/> with what was read.</summary>
    public Memory<byte> GetSpace()
    {
        var isFull = _end == _buffer.Length;
        if (_start == _end)
            _start = _scanned = _end = 0;
        if (isFull)
            MakeRoom();
        return _buffer.AsMemory(_end);
    }

    /// <summary>Says how many bytes were read into <see cref="GetSpace"/>.</summary>
    public void Advance(int count) => _end += count;

    /// <summary>Takes the next complete line, without its terminator.</summary>
    /// <returns>False if the end of the line has not been read yet. A <c>\r</c> at the very end waits for the next byte, which may be its
    /// <c>\n</c>.</returns>
    public bool TryTakeLine(out string line)
    {
        var index = _buffer.AsSpan(_scanned, _end - _scanned).IndexOfAny((byte)'\n', (byte)'\r');
        if (index < 0)
        {
            _scanned = _end;
            line = "";
            return false;
        }

        var terminator = _scanned + index;
        var next = terminator + 1;
        if (_buffer[terminator] == '\r')
        {
            if (next == _end)
            {
                _scanned = terminator;
                line = "";
                return false;
            }

            if (_buffer[next] == '\n')
                next++;
        }

        line = Take(terminator, next);
        return true;
    }

    /// <summary>Takes what is left as the last line of a file that will not grow any more.</summary>
    /// <returns>False if nothing is left.</returns>
    public bool TryTakeRest(out string line)
    {
        if (Pending == 0)
        {
            line = "";
            return false;
        }

        var terminator = _buffer[_end - 1] == '\r' ? _end - 1 : _end;
        line = Take(terminator, _end);
        return true;
    }

    /// <summary>Gives back memory, if nothing is pending.</summary>
    public void Trim()
    {
        if (Pending > 0 || _buffer.Length <= capacity)
            return;
        _start = _scanned = _end = 0;
        _buffer = new byte[capacity];
    }

    /// <summary>Forgets everything and starts to count at a position.</summary>
    public void Reset(long consumed)
    {
        _start = _scanned = _end = 0;
        Consumed = consumed;
    }

    private string Take(int terminator, int next)
    {
        var line = Encoding.UTF8.GetString(_buffer, _start, terminator - _start);
        Consumed += next - _start;
        _start = _scanned = next;
        return line;
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            _scanned -= _start;
            _end -= _start;
            _start = 0;
        }

        if (_end < _buffer.Length && _buffer.Length >= preferred)
            return;
        if (_buffer.Length == Array.MaxLength)
            throw new ConnectException(
                $"A line is longer than {Array.MaxLength} bytes, which is more than one record can hold. Does the file consist of lines?");
        Array.Resize(ref _buffer, (int)Math.Min(_buffer.Length * 2L, Array.MaxLength));
    }
}
