// SPDX-License-Identifier: Apache-2.0

/// SCALE-Sim 3.0.0 as a guest: its counting where it departs from the hardware.
public enum ScaleSim {
    /// Counting as SCALE-Sim does, or with some of its departures.
    public static func counting(_ departures: some Sequence<ScaleSimDeparture> = ScaleSimDeparture.allCases)
        -> ScaleSimCounting
    {
        ScaleSimCounting(Set(departures))
    }
}
