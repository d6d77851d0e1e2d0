namespace Connect.Fuzz.Tests.Fuzzing;

/// <summary>SplitMix64: cheap to seed, so that each input has a generator of its own and can be made again alone.</summary>
internal struct FuzzRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The generator of one input.</summary>
    public static FuzzRandom Of(int seed, string target, long input)
    {
        // FNV-1a: the same in every process.
        var hash = 14695981039346656037UL;
        foreach (var character in target)
            hash = (hash ^ character) * 1099511628211UL;
        return new FuzzRandom((hash ^ ((ulong)(uint)seed << 32)) + ((ulong)input * 0xD1342543DE82EF95UL));
    }

    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    public int Next(int end) => (int)((Next() >> 33) % (ulong)end);

    public byte NextByte() => (byte)(Next() >> 40);
}
