using System.Buffers.Binary;

namespace Connect.Fuzz.Tests.Fuzzing;

/// <summary>Makes inputs: damaged ones of a corpus, now and then random bytes, seldom long ones.</summary>
/// <param name="target">The target.</param>
internal sealed class Mutation(FuzzTarget target)
{
    private const int MaxLength = 4_096;
    private const int LongLength = 64 << 10;
    private const int LongEvery = 2_000;

    private static readonly int[] Numbers =
        [0, 1, -1, 127, 128, 255, 256, 32767, 65535, 65536, 0x7E0000, 0x7E0001, 0x7E0004, 100_000_000, int.MaxValue, int.MinValue];

    private static readonly byte[] Marks = [0, 1, 0x7F, 0x80, 0xC0, 0xED, 0xF0, 0xFE, 0xFF, .. "\"\\{}[],:0-9.eEtfnu\n\r\t =#$%/;'+"u8];

    private readonly List<byte> _bytes = [];

    /// <summary>Makes an input.</summary>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="input">Its number.</param>
    public byte[] Make(int seed, long input)
    {
        var random = FuzzRandom.Of(seed, target.Name, input);
        _bytes.Clear();
        if (random.Next(10) == 0)
        {
            for (var length = random.Next(120); length > 0; length--)
                _bytes.Add(random.NextByte());
            return [.. _bytes];
        }

        _bytes.AddRange(Pick(ref random));
        var changes = 1;
        while (changes < 12 && random.Next(5) < 2)
            changes++;
        for (; changes > 0 && _bytes.Count < MaxLength; changes--)
            Change(ref random);
        if (input % LongEvery == LongEvery - 1)
            Lengthen(ref random);
        return [.. _bytes];
    }

    private void Change(ref FuzzRandom random)
    {
        var at = random.Next(_bytes.Count + 1);
        var slice = Math.Min(1 + random.Next(random.Next(4) == 0 ? 40 : 6), _bytes.Count - at);
        switch (random.Next(13))
        {
            case > 9 when target.Words.Count > 0:
                ReplaceToken(ref random, at);
                break;
            case 0 when slice > 0:
                _bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when slice > 0:
                _bytes[at] = Marks[random.Next(Marks.Length)];
                break;
            case 2:
                _bytes.RemoveRange(at, slice);
                break;
            case 3:
                _bytes.InsertRange(random.Next(_bytes.Count + 1), _bytes.GetRange(at, slice));
                break;
            case 4 when random.Next(4) == 0:
                _bytes.RemoveRange(at, _bytes.Count - at);
                break;
            case 5:
                Splice(ref random, at);
                break;
            case 6 when slice >= sizeof(int):
                Overwrite(at, Numbers[random.Next(Numbers.Length)]);
                break;
            case 7:
                Repeat(at, slice, random.Next(12));
                break;
            case 8 when target.Words.Count > 0:
                _bytes.RemoveRange(at, random.Next(2) * slice);
                _bytes.InsertRange(at, target.Words[random.Next(target.Words.Count)]);
                break;
            default:
                _bytes.Insert(at, random.Next(2) == 0 ? random.NextByte() : Marks[random.Next(Marks.Length)]);
                break;
        }
    }

    /// <summary>Puts a piece in the place of a scalar of a JSON text, so that the text stays one.</summary>
    private void ReplaceToken(ref FuzzRandom random, int at)
    {
        while (at < _bytes.Count && _bytes[at] is not ((byte)':' or (byte)',' or (byte)'[' or (byte)'{'))
            at++;
        var end = Math.Min(at + 1, _bytes.Count);
        var isText = end < _bytes.Count && _bytes[end] == '"';
        for (at = end; end < _bytes.Count && (isText || _bytes[end] is not ((byte)',' or (byte)']' or (byte)'}' or (byte)':')); end++)
        {
            if (isText && end > at && _bytes[end] == '"')
            {
                end++;
                break;
            }
        }

        _bytes.RemoveRange(at, end - at);
        _bytes.InsertRange(at, target.Words[random.Next(target.Words.Count)]);
    }

    private byte[] Pick(ref FuzzRandom random) => target.Corpus[random.Next(target.Corpus.Count)];

    private void Splice(ref FuzzRandom random, int at)
    {
        var other = Pick(ref random);
        var from = random.Next(other.Length + 1);
        _bytes.InsertRange(at, other.AsSpan(from, random.Next(Math.Min(other.Length - from, 80) + 1)).ToArray());
    }

    private void Overwrite(int at, int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        for (var i = 0; i < bytes.Length; i++)
            _bytes[at + i] = bytes[i];
    }

    private void Repeat(int at, int slice, int times)
    {
        var piece = _bytes.GetRange(at, slice);
        for (; times > 0; times--)
            _bytes.InsertRange(at, piece);
    }

    /// <summary>What costs more than in proportion shows itself in long inputs; deep ones come of a repeated bracket.</summary>
    private void Lengthen(ref FuzzRandom random)
    {
        if (_bytes.Count == 0)
            return;
        var at = random.Next(_bytes.Count);
        var slice = Math.Min(1 + random.Next(random.Next(2) == 0 ? 3 : 60), _bytes.Count - at);
        var piece = _bytes.GetRange(at, slice).ToArray();
        var run = new byte[LongLength / slice * slice];
        for (var i = 0; i < run.Length; i += slice)
            piece.CopyTo(run, i);
        _bytes.InsertRange(at, run);
    }
}
