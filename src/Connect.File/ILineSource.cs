namespace Connect.FileStreams;

/// <summary>Where a file source's lines come from.</summary>
internal interface ILineSource : IAsyncDisposable
{
    /// <summary>The position after the last line taken, in bytes; null if there is none (standard input).</summary>
    long? Position { get; }

    /// <summary>Takes the next line that is complete and already read.</summary>
    bool TryTakeLine(out string line);

    /// <summary>Reads more, without waiting for data that is not there yet.</summary>
    /// <returns>False if there was nothing to read.</returns>
    ValueTask<bool> ReadMoreAsync(CancellationToken cancellationToken);

    /// <summary>Ends the reading after <see cref="ReadMoreAsync"/> has returned false. What is left is the last line, even without a line
    /// terminator.</summary>
    /// <returns>False if the end is not known yet: standard input is still open.</returns>
    /// <exception cref="ConnectException">There is no file to read.</exception>
    bool TryEnd();
}
