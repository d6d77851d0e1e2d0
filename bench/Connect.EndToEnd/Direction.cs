namespace Connect.EndToEnd;

/// <summary>Which way records go in a row of the table.</summary>
internal enum Direction
{
    /// <summary>A source that generates records.</summary>
    Source,

    /// <summary>A sink that counts them.</summary>
    Sink,

    /// <summary>The file source.</summary>
    FileSource,

    /// <summary>The file sink.</summary>
    FileSink,
}
