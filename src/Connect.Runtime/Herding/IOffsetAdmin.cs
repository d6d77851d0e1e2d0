namespace Connect.Runtime.Herding;

/// <summary>Shows and changes the offsets of connectors.</summary>
public interface IOffsetAdmin
{
    /// <summary>Shows the stored offsets of a connector.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="ConnectorNotFoundException">There is none of this name.</exception>
    Task<IReadOnlyList<ConnectorOffset>> GetOffsetsAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Changes offsets of a stopped connector.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="offsets">The new offsets.</param>
    /// <param name="cancellationToken">Gives up waiting; the change may be made all the same.</param>
    /// <returns>The message for the user.</returns>
    /// <exception cref="ConnectorNotFoundException">There is none of this name.</exception>
    /// <exception cref="BadRequestException">The connector is not stopped, or the offsets are empty or not well-formed.</exception>
    Task<string> AlterOffsetsAsync(string name, IReadOnlyList<ConnectorOffset> offsets, CancellationToken cancellationToken = default);

    /// <summary>Resets all offsets of a stopped connector.</summary>
    /// <param name="name">The connector.</param>
    /// <param name="cancellationToken">Gives up waiting; the change may be made all the same.</param>
    /// <returns>The message for the user.</returns>
    /// <exception cref="ConnectorNotFoundException">There is none of this name.</exception>
    /// <exception cref="BadRequestException">The connector is not stopped.</exception>
    Task<string> ResetOffsetsAsync(string name, CancellationToken cancellationToken = default);
}
