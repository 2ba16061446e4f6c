/** Stands in place of a campaign's id for a new one of the group. */
export const ownCampaign = 'own'
