namespace Connect.Transforms;

/// <summary>What <see cref="HeaderFrom"/> does with the fields that it makes headers of.</summary>
public enum HeaderOperation
{
    /// <summary>They stay.</summary>
    Copy,

    /// <summary>They are removed.</summary>
    Move,
}
