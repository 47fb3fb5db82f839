namespace Daybook.Torture.Workers;

/// <summary>One call to the system that a worker made on its store.</summary>
/// <param name="Name">The call.</param>
/// <param name="Nth">Which call of that name it was, from 1.</param>
/// <param name="Paths">The paths that it was about.</param>
/// <param name="Phase">What the worker had said last before it.</param>
/// <param name="Thread">The thread that made it.</param>
internal sealed record SystemCall(string Name, int Nth, IReadOnlyList<string> Paths, string Phase, int Thread)
{
    /// <summary>Calls after which the disk is as it was. Every other one is a point at which a crash can happen.</summary>
    private static readonly string[] Looking =
    [
        "access", "close", "faccessat2", "fadvise64", "fcntl", "flock", "fstat", "fstatfs", "getdents64", "ioctl", "lseek", "lstat", "mmap",
        "newfstatat", "pread64", "read", "readlink", "stat", "statfs", "statx", "getcwd",
    ];

    /// <summary>Whether it was a write that is on the disk when it returns.</summary>
    public bool IsDurable { get; init; }

    public bool ChangesTheDisk => !Looking.Contains(Name);

    /// <summary>Of these an error has no consequence: the descriptor is gone, and advice is only advice.</summary>
    public bool CanFail => Name is not ("close" or "fadvise64" or "fcntl" or "fstat" or "ioctl" or "mmap" or "readlink" or "getcwd");

    public override string ToString() => $"{Name} {Nth} in {Phase}";
}
