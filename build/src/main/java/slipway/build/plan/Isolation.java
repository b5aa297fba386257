package slipway.build.plan;

import java.util.List;
import slipway.build.ProcessOptions;

/// How far a process is kept from the machine.
///
/// @param network what it reaches
/// @param security what it may do
/// @param hostname what it sees as the machine's name
/// @param devices what `--device` names
public record Isolation(ProcessOptions.Network network, Security security, String hostname, List<Device> devices) {

    public Isolation {
        devices = List.copyOf(devices);
    }

    /// What a process may do.
    public enum Security {
        SANDBOX,
        /// All that whoever builds may do.
        INSECURE
    }

    /// A device by its qualified name, or a class of them.
    public record Device(String name, Need need) {}

    /// Whether a step runs without it.
    public enum Need {
        REQUIRED,
        OPTIONAL
    }
}
