"""The balance of a month: mass, utilisation, levelling, night set-back, need (chapter 7)."""

from typing import NamedTuple

import numpy as np

from nulopdemeter.engine.elements import Bools, Floats
from nulopdemeter.regulation.nta8800.ground import GroundLoss
from nulopdemeter.regulation.nta8800.tables import monthly, norm
from nulopdemeter.units import S_PER_H


class Losses(NamedTuple):
    """Coefficients of n dwellings.

    Attributes
    ----------
    outdoor_w_per_k : ndarray, shape (n,)
        H_D + H_U + H_p.
    ground : GroundLoss
        Of the floors.
    air_w_per_k : ndarray, shape (n, 12)
        H_ve of the balance in hand.
    capacity_j_per_k : ndarray, shape (n,)
        C_m.
    floor_area_m2 : ndarray, shape (n,)
        A_g.
    is_apartment : ndarray of bool, shape (n,)
        In a building of flats.
    """

    outdoor_w_per_k: Floats
    ground: GroundLoss
    air_w_per_k: Floats
    capacity_j_per_k: Floats
    floor_area_m2: Floats
    is_apartment: Bools


class Need(NamedTuple):
    """A balance by month; every array has shape (n, 12).

    Attributes
    ----------
    set_c : ndarray
        θ_set, of heating after levelling.
    calculation_c : ndarray
        θ_calc: set point after levelling and set-back.
    reduction : ndarray
        a_red of intermittency.
    gain_ratio : ndarray
        γ.
    exponent : ndarray
        a of the utilisation.
    loss_kwh, gain_kwh : ndarray
        Q_ht and Q_gn.
    need_kwh : ndarray
        Q_H;nd or Q_C;nd.
    """

    set_c: Floats
    calculation_c: Floats
    reduction: Floats
    gain_ratio: Floats
    exponent: Floats
    loss_kwh: Floats
    gain_kwh: Floats
    need_kwh: Floats


def time_constant_h(losses: Losses, is_cooling: bool) -> Floats:
    """Return the time constant by month.

    Parameters
    ----------
    losses : Losses
        n dwellings.
    is_cooling : bool
        Which season's ground coefficient counts.

    Returns
    -------
    ndarray
        Shape (n, 12). τ = C_m/3600/(H_D + H_U + H_p + H_g;adj + H_ve;m) (7.45, 7.51, 7.56) [h].
    """
    return np.asarray(losses.capacity_j_per_k[:, None] / S_PER_H / _season_w_per_k(losses, is_cooling))


def _season_w_per_k(losses: Losses, is_cooling: bool) -> Floats:
    """Return all coefficients with the ground of a season: shape (n, 12)."""
    ground = losses.ground.cooling_w_per_k if is_cooling else losses.ground.heating_w_per_k
    return np.asarray((losses.outdoor_w_per_k + ground)[:, None] + losses.air_w_per_k)


def heat_utilisation(ratio: Floats, exponent: Floats) -> Floats:
    """Return the share of the gains that helps.

    Parameters
    ----------
    ratio : ndarray
        γ_H, gains over losses.
    exponent : ndarray
        a_H.

    Returns
    -------
    ndarray
        η_H = (1 − γ^a)/(1 − γ^(a+1)); a/(a + 1) at γ = 1 (7.48 to 7.51). For γ ≤ 0 the need does not ask for it: 1.
    """
    safe = np.where(ratio > 0.0, ratio, 0.5)
    is_one = np.abs(safe - 1.0) < 1e-9
    safe = np.where(is_one, 0.5, safe)
    power = safe**exponent
    eta = (1.0 - power) / (1.0 - power * safe)
    return np.where(ratio > 0.0, np.where(is_one, exponent / (exponent + 1.0), eta), 1.0)


def cold_utilisation(ratio: Floats, exponent: Floats) -> Floats:
    """Return the share of the losses that helps against warmth.

    Parameters
    ----------
    ratio : ndarray
        γ_C, gains over losses.
    exponent : ndarray
        a_C.

    Returns
    -------
    ndarray
        η_C = (1 − γ^−a)/(1 − γ^−(a+1)) (7.53 to 7.56); 1 for γ ≤ 0.
    """
    inverse = np.divide(1.0, ratio, out=np.zeros_like(ratio), where=ratio > 0.0)
    return heat_utilisation(inverse, exponent)


def levelled_c(losses: Losses, edition: str) -> Floats:
    """Return the set point levelled over heated and unheated rooms.

    Parameters
    ----------
    losses : Losses
        n dwellings, heating.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (n, 12). h = f_sp ΣH/A_g; Δθ = 0.8 f_sp h (20 − θ_e)/(h + 2) (7.76 to 7.79) [°C].
    """
    f = norm(edition)
    part = np.where(losses.is_apartment, f["level_apartment_frac"], f["level_house_frac"])[:, None]
    loss = part * _season_w_per_k(losses, is_cooling=False) / losses.floor_area_m2[:, None]
    fall = f["level_share"] * part * loss / (loss + f["level_inside_w_per_m2k"])
    set_c = f["heating_set_c"]
    return np.asarray(set_c - fall * (set_c - monthly("climate", "outdoor_c", edition)))


def _losses_kwh(losses: Losses, indoor_c: Floats | float, edition: str) -> Floats:
    """Return Q_tr + Q_ve at an indoor temperature: shape (n, 12)."""
    outdoor = monthly("climate", "outdoor_c", edition)
    hours = monthly("climate", "hours_h", edition) / 1000.0
    direct = (losses.outdoor_w_per_k[:, None] + losses.air_w_per_k) * (indoor_c - outdoor)
    ground = losses.ground.monthly_w_per_k * (indoor_c - outdoor.mean())
    return np.asarray((direct + ground) * hours)


def _floating(losses: Losses, set_c: Floats, gain_kwh: Floats, edition: str) -> tuple[Floats, Floats]:
    """Return how far gains alone warm a dwelling, and where the reduced set point lies, over θ_set − θ_e.

    7.66 to 7.69.
    """
    f = norm(edition)
    outdoor = monthly("climate", "outdoor_c", edition)
    loss = _losses_kwh(losses, set_c, edition)
    is_warmer = set_c > outdoor
    afloat = np.where(is_warmer, gain_kwh / np.where(loss > 0.0, loss, 1.0), 1.0)
    afloat = np.where(loss > 0.0, np.clip(afloat, 0.0, 1.0), 1.0)
    span = np.where(is_warmer, set_c - outdoor, 1.0)
    reduced = np.where(is_warmer, np.clip((f["reduced_set_c"] - outdoor) / span, 0.0, 1.0), 1.0)
    return afloat, reduced


def setback(losses: Losses, set_c: Floats, gain_kwh: Floats, edition: str) -> Floats:
    """Return the reduction by night set-back.

    Parameters
    ----------
    losses : Losses
        n dwellings, heating.
    set_c : ndarray
        Shape (n, 12), levelled set point.
    gain_kwh : ndarray
        Shape (n, 12), Q_gn.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (n, 12). a_H;red = 1 − f_d (1 − M), f_d = 10/24 (7.59 to 7.73); M is the mean of a fall that ends at the
        reduced set point or at what gains hold up.
    """
    f = norm(edition)
    afloat, reduced = _floating(losses, set_c, gain_kwh, edition)
    decay = f["reduced_h"] / time_constant_h(losses, is_cooling=False)
    room = 1.0 - afloat
    falls = (reduced > afloat) & (room > 0.0)
    reach = np.where(falls, (reduced - afloat) / np.where(room > 0.0, room, 1.0), 1.0)
    until = -np.log(np.clip(reach, 1e-12, 1.0)) / decay
    until = np.where(reduced <= afloat, 1.0, np.where(room <= 0.0, 0.0, until))
    whole = afloat + room / decay * -np.expm1(-decay)
    part = (1.0 - reduced) / decay + until * afloat + (1.0 - until) * reduced
    mean = np.where(until >= 1.0, whole, part)
    return np.asarray(1.0 - f["reduced_h"] / f["day_h"] * (1.0 - mean))


def heat_need(losses: Losses, gain_kwh: Floats, edition: str) -> Need:
    """Return the heat that a dwelling needs.

    Parameters
    ----------
    losses : Losses
        n dwellings, with the air of the heating balance.
    gain_kwh : ndarray
        Shape (n, 12), Q_int + Q_sol of the heating balance.
    edition : str
        Edition of the norm.

    Returns
    -------
    Need
        Q_H;nd = 0 where γ > 2, or γ ≤ 0 with gains; else max(0; Q_ht − η Q_gn) (7.1 to 7.3), at
        θ_calc = θ_e + a_red (θ_set − θ_e). Without recoverable losses of the systems: `need_with_losses_kwh`.
    """
    f = norm(edition)
    outdoor = monthly("climate", "outdoor_c", edition)
    set_c = levelled_c(losses, edition)
    reduction = setback(losses, set_c, gain_kwh, edition)
    calculation = outdoor + reduction * (set_c - outdoor)
    loss = _losses_kwh(losses, calculation, edition)
    ratio = np.divide(gain_kwh, loss, out=np.full_like(loss, np.inf), where=loss != 0.0)
    exponent = f["time_exponent"] + time_constant_h(losses, is_cooling=False) / f["time_reference_h"]
    useful = heat_utilisation(np.minimum(ratio, f["gain_ratio_most"] + 1.0), exponent)
    is_none = (ratio > f["gain_ratio_most"]) | ((ratio <= 0.0) & (gain_kwh > 0.0))
    need = np.where(is_none, 0.0, np.maximum(0.0, loss - useful * gain_kwh))
    return Need(set_c, calculation, reduction, ratio, exponent, loss, gain_kwh, need)


def need_with_losses_kwh(need: Need, recoverable_kwh: Floats, edition: str) -> Floats:
    """Return the heat that a dwelling needs when losses of its systems warm it.

    Parameters
    ----------
    need : Need
        Of n dwellings without them.
    recoverable_kwh : ndarray
        Shape (n, 12), Q_H;ls;rbl.
    edition : str
        Edition of the norm.

    Returns
    -------
    ndarray
        Shape (n, 12). max(0; Q_ht − η Q_gn − (η′ − η) Q_gn − η Q_rbl), η′ at gains with those losses; 0 where the need
        without them is (7.2 to 7.5) [kWh]. For energy use alone: E_H;nd and EP1 are without.
    """
    gain, loss, most = need.gain_kwh, need.loss_kwh, norm(edition)["gain_ratio_most"] + 1.0
    safe = np.where(loss != 0.0, loss, 1.0)
    before = heat_utilisation(np.minimum(gain / safe, most), need.exponent)
    after = heat_utilisation(np.minimum((gain + recoverable_kwh) / safe, most), need.exponent)
    found = loss - after * gain - before * recoverable_kwh
    return np.where(need.need_kwh > 0.0, np.maximum(0.0, found), 0.0)


def cold_need(losses: Losses, gain_kwh: Floats, edition: str) -> Need:
    """Return the heat that a dwelling must be rid of.

    Parameters
    ----------
    losses : Losses
        n dwellings, with the air of the cooling balance.
    gain_kwh : ndarray
        Shape (n, 12), Q_int + Q_sol of the cooling balance.
    edition : str
        Edition of the norm.

    Returns
    -------
    Need
        Q_C;nd = 0 where Q_gn ≤ 0 or 1/γ > 2; else max(0; Q_gn − η_C Q_ht) (7.6, 7.7), at 24 °C without set-back.
    """
    f = norm(edition)
    loss = _losses_kwh(losses, f["cooling_set_c"], edition)
    exponent = f["time_exponent"] + time_constant_h(losses, is_cooling=True) / f["time_reference_h"]
    need, ratio = cold_need_kwh(loss, gain_kwh, exponent, edition)
    calculation = np.full_like(loss, f["cooling_set_c"])
    return Need(calculation, calculation, np.ones_like(loss), ratio, exponent, loss, gain_kwh, need)


def cold_need_kwh(
    loss_kwh: Floats, gain_kwh: Floats, exponent: Floats, edition: str
) -> tuple[Floats, Floats]:
    """Return the cooling need of losses and gains.

    Parameters
    ----------
    loss_kwh, gain_kwh : ndarray
        Q_ht;C and Q_gn;C, any shape.
    exponent : ndarray
        a_C.
    edition : str
        Edition of the norm.

    Returns
    -------
    tuple of ndarray
        Q_C;nd [kWh] and γ_C (7.6, 7.7).
    """
    most = norm(edition)["gain_ratio_most"]
    ratio = np.divide(gain_kwh, loss_kwh, out=np.full_like(loss_kwh, np.inf), where=loss_kwh > 0.0)
    is_none = (gain_kwh <= 0.0) | (ratio * most < 1.0)
    useful = cold_utilisation(np.where(np.isfinite(ratio), ratio, 0.0), exponent)
    need = np.where(is_none, 0.0, np.maximum(0.0, gain_kwh - useful * loss_kwh))
    return need, ratio
